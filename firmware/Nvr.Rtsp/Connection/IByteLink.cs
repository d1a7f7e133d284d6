namespace Nvr.Rtsp.Connection;

/// <summary>
/// A byte stream to a camera that never blocks and is never registered for readiness notifications: its owner asks it. Used by
/// one thread at a time. A broken link throws <see cref="Core.NvrException"/> of kind Unreachable.
/// </summary>
internal interface IByteLink : IDisposable
{
    /// <summary>Bytes taken into the destination; 0 when nothing has arrived.</summary>
    int Read(Span<byte> destination);

    /// <summary>Bytes accepted, which may be fewer than given.</summary>
    int Write(ReadOnlySpan<byte> source);
}
