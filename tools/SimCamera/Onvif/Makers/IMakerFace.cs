using SimCamera.Onvif.Http;

namespace SimCamera.Onvif.Makers;

/// <summary>One maker's way to ask about the smart codec. Thread-safe.</summary>
internal interface IMakerFace
{
    /// <summary>With what the paths begin.</summary>
    string Prefix { get; }

    /// <param name="request">From somebody who may.</param>
    /// <param name="refuses">True: no change is taken.</param>
    /// <param name="stop">Ends it.</param>
    Task<HttpReply> AnswerAsync(HttpRequest request, bool refuses, CancellationToken stop);
}
