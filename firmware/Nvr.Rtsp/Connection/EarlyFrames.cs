namespace Nvr.Rtsp.Connection;

/// <summary>
/// Frames that came before the reply to PLAY. Some cameras send the first key frame there, and the next may be minutes away, so
/// they are kept for the first drain. Bounded: what does not fit is dropped.
/// </summary>
internal sealed class EarlyFrames
{
    private const int MaxBytes = 2 * 1024 * 1024;

    private readonly List<(int Channel, byte[] Bytes)> frames = [];
    private int total;

    /// <summary>False before PLAY is sent: what arrives then belongs to an older session.</summary>
    public bool Wanted { get; set; }

    public bool Any => frames.Count > 0;

    public void Keep(WirePiece frame)
    {
        if (Wanted && total + frame.Bytes.Length <= MaxBytes)
        {
            frames.Add((frame.Channel, frame.Bytes.ToArray()));
            total += frame.Bytes.Length;
        }
    }

    /// <summary>Hands the frames over, in order, and forgets them.</summary>
    public IReadOnlyList<(int Channel, byte[] Bytes)> Release()
    {
        (int Channel, byte[] Bytes)[] released = [.. frames];
        frames.Clear();
        total = 0;
        return released;
    }
}
