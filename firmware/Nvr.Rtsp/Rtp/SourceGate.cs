namespace Nvr.Rtsp.Rtp;

/// <summary>
/// Decides which SSRC is the camera's. A session that the camera forgot to end may still be sending on the same channel, in bursts of
/// whole pictures, so another source is followed only when its packets continue the numbering, after the old one said goodbye, or when
/// a few packets of it came and the old one has been silent for longer than between its pictures.
/// </summary>
internal sealed class SourceGate
{
    internal const int PacketsToFollow = 3;
    internal const long SilenceUs = 500_000;

    private uint _candidate;
    private long _heardUs;
    private bool _saidGoodbye;

    public enum Verdict
    {
        Ours,
        Foreign,
        Switched,
    }

    public uint? Ssrc { get; private set; }

    /// <summary>Packets of the source that may be followed next; after <see cref="Verdict.Switched"/> those that were passed over.</summary>
    public int Passed { get; private set; }

    /// <summary>The source ends; what comes next may be another.</summary>
    public void SayGoodbye() => _saidGoodbye = true;

    public Verdict Judge(uint ssrc, bool continues, long arrivalUs)
    {
        if (Ssrc is null || ssrc == Ssrc || continues)
        {
            Take(ssrc, arrivalUs);
            Passed = 0;
            return Verdict.Ours;
        }

        Passed = ssrc == _candidate ? Passed : 0;
        _candidate = ssrc;
        if (!_saidGoodbye && (Passed + 1 < PacketsToFollow || arrivalUs - _heardUs < SilenceUs))
        {
            Passed++;
            return Verdict.Foreign;
        }

        Take(ssrc, arrivalUs);
        return Verdict.Switched;
    }

    private void Take(uint ssrc, long arrivalUs)
    {
        Ssrc = ssrc;
        _heardUs = arrivalUs;
        _saidGoodbye = false;
    }
}
