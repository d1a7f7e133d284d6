using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Worker;

/// <summary>
/// What a sandboxed process does. Made while files and devices can still be opened; run once, on one thread, when they no longer can.
/// </summary>
internal interface IWorkerJob : IDisposable
{
    /// <summary>FFmpeg's name of what encodes here, for the log.</summary>
    string Encoder { get; }

    /// <summary>Returns when nvrd has no more for it; throws <see cref="Nvr.Core.NvrException"/> when it cannot go on.</summary>
    void Run(MessageReader reader, MessageWriter writer);
}
