namespace Nvr.Rtsp.Connection;

/// <summary>
/// One thing found in the byte stream: an interleaved frame (<see cref="Channel"/> 0 to 255) or an RTSP message (channel -1). The
/// bytes belong to the <see cref="WireReader"/> and are valid until its next call.
/// </summary>
internal readonly ref struct WirePiece(int channel, ReadOnlySpan<byte> bytes, int headLength)
{
    public int Channel { get; } = channel;

    public bool IsMessage => Channel < 0;

    /// <summary>A frame's payload, or a message's head and body.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Where a message's body begins.</summary>
    public int HeadLength { get; } = headLength;
}
