using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Rtsp.Connection;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Session;

/// <summary>What a camera answers to the question what it would send. Nothing is set up or played, and no session is left behind.</summary>
public sealed record RtspDescription
{
    /// <summary>The status of its last answer.</summary>
    public required int Status { get; init; }

    /// <summary>How the camera's server calls itself; null where it does not.</summary>
    public string? Server { get; init; }

    /// <summary>How it asks to sign in, as sent; null where it did not ask last.</summary>
    public string? Challenge { get; init; }

    /// <summary>Null when the camera refused.</summary>
    public SdpDescription? Sdp { get; init; }

    /// <summary>Why there is no description: kind Refused or Unauthorised, with a sentence for the user. Null when there is one.</summary>
    public NvrException? Refusal { get; init; }

    /// <summary>
    /// Connects, signs in when asked (at most once with the same password), asks, and hangs up. A refusal is a result; throws
    /// <see cref="NvrException"/> of kind Unreachable or Protocol where no camera answers, or on cancellation.
    /// </summary>
    public static Task<RtspDescription> AskAsync(RtspTarget target, RtspOptions options, BoxClock clock, CancellationToken cancel) =>
        new SessionOpener(target, options, clock, cancel).DescribeAsync();

    internal static RtspDescription Of(RtspMessage reply, NvrException? refusal = null) => new()
    {
        Status = reply.Status,
        Server = reply["Server"],
        Challenge = reply["WWW-Authenticate"],
        Sdp = refusal is null ? SdpParser.Parse(reply.Body) : null,
        Refusal = refusal,
    };
}
