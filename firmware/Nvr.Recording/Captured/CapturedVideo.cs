using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Rtsp.Codecs;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Captured;

/// <summary>
/// Judges the pictures of a sandboxed process: one H.264 track, times that run forward and lie near now, pictures that the recorder's own
/// parser can read. Pump thread only. A picture that is merely damaged is left out, as with a camera; a lie is an
/// <see cref="NvrException"/> of kind Protocol.
/// </summary>
internal sealed class CapturedVideo(BoxClock clock) : IDisposable
{
    private const int ClockRate = 90_000;

    /// <summary>Longer than this between two pictures is a silence that the watchdog would have ended.</summary>
    private const long LongestStep = 60L * ClockRate;

    /// <summary>How far from now a picture may claim to have been taken. A device's queue and a full socket take a few seconds.</summary>
    private const long LargestAgeUs = 10_000_000;

    private const long LargestLeadUs = 1_000_000;
    private const int MostDamaged = 250;

    private readonly H264Pictures pictures = new(ClockRate);
    private bool hasFormat;
    private bool started;
    private long firstDts;
    private long lastDts;
    private long lastCaptureUs;
    private int damaged;

    public void Take(FormatMessage format)
    {
        // The figures are only announced; what is recorded is what the parameter sets in the stream say.
        hasFormat = format is { Track: 0, Format.Codec: Codec.H264, Format.ClockRate: ClockRate } ? true : throw Lie("announced a format that it cannot have");
    }

    public void Take(in UnitMessage unit, IAccessUnitSink sink)
    {
        if (!hasFormat || unit.Track != 0)
        {
            throw Lie("sent a picture of a track that it had not announced");
        }
        CheckTimes(unit);
        if (pictures.TryPush(unit.Data, 0, unit.Dts - firstDts, lastCaptureUs, sink))
        {
            damaged = 0;
        }
        else if (++damaged > MostDamaged)
        {
            throw Lie("sends nothing that can be decoded");
        }
    }

    public void Dispose() => pictures.Dispose();

    private void CheckTimes(in UnitMessage unit)
    {
        if (!started)
        {
            (firstDts, started) = (unit.Dts, true);
        }
        else if (unit.Dts <= lastDts || unit.Dts - lastDts > LongestStep)
        {
            throw Lie("sent pictures whose times do not run forward");
        }
        long nowUs = clock.MonotonicUs;
        if (unit.CaptureUs > nowUs + LargestLeadUs || unit.CaptureUs < nowUs - LargestAgeUs)
        {
            throw Lie("sent a picture of another time");
        }
        lastDts = unit.Dts;
        lastCaptureUs = Math.Max(unit.CaptureUs, lastCaptureUs + 1);
    }

    private static NvrException Lie(string what) => new(ErrorKind.Protocol, $"The capture process {what}; it is started anew.");
}
