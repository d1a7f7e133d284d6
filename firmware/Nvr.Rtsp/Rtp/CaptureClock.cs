namespace Nvr.Rtsp.Rtp;

/// <summary>
/// Maps media time to monotonic microseconds of the box: the lower envelope of (arrival - media time), that is, the packets that
/// travelled fastest. Sockets are drained in gulps up to 200 ms apart, so most arrivals are late; only the smallest delay in
/// a window of 5 to 10 s counts. The envelope falls at once and rises by at most <see cref="MaxRisePpm"/>, which is more than any
/// quartz drifts. The result never goes backwards.
/// </summary>
internal sealed class CaptureClock(int clockRate)
{
    internal const long WindowUs = 5_000_000;
    internal const long MaxRisePpm = 1000;

    // A difference this big over a whole window is a new timeline, not drift.
    internal const long JumpUs = 500_000;

    private long _offsetUs;
    private long _shiftUs;
    private long _windowStartUs;
    private long _windowMinUs = long.MaxValue;
    private long _previousMinUs = long.MaxValue;
    private long _lastArrivalUs;
    private long _lastCaptureUs = long.MinValue;

    public bool Started { get; private set; }

    public void Observe(long mediaTicks, long arrivalUs)
    {
        var offsetUs = arrivalUs - ToUs(mediaTicks);
        if (!Started)
        {
            Started = true;
            _offsetUs = offsetUs;
            _windowStartUs = _lastArrivalUs = arrivalUs;
        }

        if (arrivalUs - _windowStartUs > WindowUs)
        {
            _previousMinUs = _windowMinUs;
            _windowMinUs = long.MaxValue;
            _windowStartUs = arrivalUs;
        }

        _windowMinUs = Math.Min(_windowMinUs, offsetUs);
        Follow(Math.Min(_windowMinUs, _previousMinUs), Math.Max(0, arrivalUs - _lastArrivalUs));
        _lastArrivalUs = arrivalUs;
    }

    /// <summary>When this instant of the media was captured; no promise about order.</summary>
    public long Map(long mediaTicks) => _offsetUs + _shiftUs + ToUs(mediaTicks);

    /// <summary>The same, for units that are handed on: never before the one handed on last.</summary>
    public long Capture(long mediaTicks)
    {
        _lastCaptureUs = Math.Max(_lastCaptureUs, Map(mediaTicks));
        return _lastCaptureUs;
    }

    /// <summary>Moves everything by a known difference between tracks.</summary>
    public void Shift(long us) => _shiftUs += us;

    private long ToUs(long ticks) => ticks * 1_000_000 / clockRate;

    private void Follow(long targetUs, long elapsedUs)
    {
        var rise = targetUs - _offsetUs;
        var isWholeWindowLate = rise > JumpUs && _previousMinUs != long.MaxValue;
        _offsetUs += rise <= 0 || isWholeWindowLate ? rise : Math.Min(rise, elapsedUs * MaxRisePpm / 1_000_000);
    }
}
