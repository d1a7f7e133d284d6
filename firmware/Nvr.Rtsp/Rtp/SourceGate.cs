namespace Nvr.Rtsp.Rtp;

/// <summary>
/// Decides which SSRC is the camera's. A stale session may still be sending on the same channel, so another source is followed
/// only when its packets continue the numbering, or after it alone was heard for a few packets.
/// </summary>
internal sealed class SourceGate
{
    internal const int PacketsToFollow = 3;

    private uint _candidate;
    private int _heard;

    public enum Verdict
    {
        Ours,
        Foreign,
        Switched,
    }

    public uint? Ssrc { get; private set; }

    public Verdict Judge(uint ssrc, bool continues)
    {
        if (Ssrc is null || ssrc == Ssrc || continues)
        {
            Ssrc = ssrc;
            _heard = 0;
            return Verdict.Ours;
        }

        _heard = ssrc == _candidate ? _heard + 1 : 1;
        _candidate = ssrc;
        if (_heard < PacketsToFollow)
        {
            return Verdict.Foreign;
        }

        Ssrc = ssrc;
        _heard = 0;
        return Verdict.Switched;
    }
}
