namespace Nvr.Rtsp.Rtp;

/// <summary>
/// Turns 32-bit RTP times into one unbroken media time in ticks. Times that repeat, run backwards or lie in the future are
/// replaced; a new timeline is accepted when three units in a row agree on it. Starts at one second, so that decoding times
/// before the first presentation time stay positive.
/// </summary>
internal sealed class RtpTimeline(int clockRate)
{
    internal const int UnitsToAccept = 3;

    // A unit cannot have been captured after it arrived; this much is allowed for clocks and estimates.
    private const long MaxFutureUs = 2_000_000;
    private const int RepeatsUntilFrozen = 3;

    private readonly CaptureClock _capture = new(clockRate);
    private bool _started;
    private bool _sourceChanged;
    private bool _isExact;
    private uint _anchorRtp;
    private long _anchorTicks;
    private long _anchorArrivalUs;
    private long _newestTicks;
    private long _lastArrivalUs;
    private int _repeats;
    private uint _strayRtp;
    private int _strays;

    /// <summary>The usual distance between units, learnt.</summary>
    public long IntervalTicks { get; private set; } = Math.Max(1, clockRate / 25);

    public long Restamped { get; private set; }

    public CaptureClock Capture => _capture;

    /// <summary>Presentation time in ticks. <paramref name="mayStepBack"/>: the unit may be shown before one that came earlier.</summary>
    public long Stamp(uint rtpTime, long arrivalUs, bool mayStepBack)
    {
        var ticks = !_started ? Start(rtpTime, arrivalUs) : Place(rtpTime, arrivalUs, mayStepBack);
        _newestTicks = Math.Max(_newestTicks, ticks);
        _lastArrivalUs = arrivalUs;
        _capture.Observe(ticks, arrivalUs);
        return ticks;
    }

    /// <summary>The next unit comes from another source, whose times have nothing to do with those before.</summary>
    public void ChangeSource() => _sourceChanged = true;

    /// <summary>The same, where the times of arrival are exact.</summary>
    public void Jump() => (_sourceChanged, _isExact) = (true, true);

    /// <summary>Where a time from a sender report lies; null before the first unit.</summary>
    public long? Locate(uint rtpTime) => _started && !_sourceChanged ? _anchorTicks + (int)(rtpTime - _anchorRtp) : null;

    private long Start(uint rtpTime, long arrivalUs)
    {
        _started = true;
        Anchor(rtpTime, clockRate, arrivalUs);
        return clockRate;
    }

    private long Place(uint rtpTime, long arrivalUs, bool mayStepBack)
    {
        if (_sourceChanged)
        {
            _sourceChanged = false;
            Anchor(rtpTime, Continue(arrivalUs), arrivalUs);
            return _anchorTicks;
        }

        var step = (int)(rtpTime - _anchorRtp);
        if (step == 0)
        {
            return Repeat(arrivalUs);
        }

        if (step < 0 && mayStepBack && -(long)step <= clockRate)
        {
            _strays = 0;
            return _anchorTicks + step;
        }

        return step > 0 && _capture.Map(_anchorTicks + step) <= arrivalUs + MaxFutureUs
            ? Advance(rtpTime, step, arrivalUs)
            : Stray(rtpTime, arrivalUs, mayStepBack);
    }

    private long Advance(uint rtpTime, int step, long arrivalUs)
    {
        if (step < clockRate)
        {
            IntervalTicks = Math.Max(1, IntervalTicks + ((step - IntervalTicks) / 8));
        }

        Anchor(rtpTime, Math.Max(_anchorTicks + step, _newestTicks + 1), arrivalUs);
        return _anchorTicks;
    }

    // One repetition is a picture sent in two parts or a careless camera; more of them, and the camera's clock stands still.
    private long Repeat(long arrivalUs)
    {
        Restamped++;
        var elapsed = ToTicks(arrivalUs - _anchorArrivalUs);
        return ++_repeats < RepeatsUntilFrozen ? _newestTicks + 1 : Math.Max(_newestTicks + 1, _anchorTicks + elapsed);
    }

    private long Stray(uint rtpTime, long arrivalUs, bool mayStepBack)
    {
        Restamped++;
        var step = (int)(rtpTime - _strayRtp);
        var longest = (2L * clockRate) + ToTicks(arrivalUs - _lastArrivalUs);
        var agrees = _strays > 0 && step <= longest && (step > 0 || (mayStepBack && -(long)step <= clockRate));
        _strays = agrees ? _strays + 1 : 1;
        _strayRtp = rtpTime;
        var ticks = Continue(arrivalUs);
        if (_strays >= UnitsToAccept)
        {
            Anchor(rtpTime, ticks, arrivalUs);
        }

        return ticks;
    }

    // Arrivals come in gulps, so the usual distance is the better guess unless the camera really paused.
    private long Continue(long arrivalUs)
    {
        var elapsed = ToTicks(arrivalUs - _lastArrivalUs);
        return _newestTicks + (elapsed > (_isExact ? 0 : clockRate) ? elapsed : IntervalTicks);
    }

    private void Anchor(uint rtpTime, long ticks, long arrivalUs)
    {
        _anchorRtp = rtpTime;
        _anchorTicks = ticks;
        _anchorArrivalUs = arrivalUs;
        _strays = 0;
        _repeats = 0;
    }

    private long ToTicks(long us) => us * clockRate / 1_000_000;
}
