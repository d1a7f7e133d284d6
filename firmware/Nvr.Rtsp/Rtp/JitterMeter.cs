namespace Nvr.Rtsp.Rtp;

/// <summary>Interarrival jitter (RFC 3550 section 6.4.1 and appendix A.8), in ticks.</summary>
internal sealed class JitterMeter(int clockRate)
{
    private bool _started;
    private int _transit;

    public double Ticks { get; private set; }

    public long Us => (long)(Ticks * 1_000_000 / clockRate);

    public void Observe(uint rtpTime, long arrivalUs)
    {
        var transit = unchecked((int)((uint)(arrivalUs * clockRate / 1_000_000) - rtpTime));
        if (_started)
        {
            Ticks += (Math.Abs((double)(transit - (long)_transit)) - Ticks) / 16;
        }

        _started = true;
        _transit = transit;
    }
}
