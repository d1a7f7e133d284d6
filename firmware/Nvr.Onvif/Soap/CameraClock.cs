using Nvr.Core.Time;
using Nvr.Onvif.Device;

namespace Nvr.Onvif.Soap;

/// <summary>
/// How far a camera's clock is from the box's. Cameras are wrong by hours, and some put their local time into the field for UTC, so that
/// the offset has several readings; which is right shows when a signed request is accepted. Thread-safe.
/// </summary>
internal sealed class CameraClock(BoxClock clock)
{
    private const long SecondUs = 1_000_000;
    private const long NearUs = 3 * SecondUs;

    // All time zones are whole quarters of an hour, none more than 15 hours from UTC.
    private const long QuarterHourUs = 15 * 60 * SecondUs;
    private const long MaxZoneUs = 60 * QuarterHourUs;

    /// <summary>Events older or newer than this by every reading carry no usable time.</summary>
    private const long CredibleUs = 3600 * SecondUs;

    private long[] readings = [0];

    /// <summary>Camera minus box in microseconds, in the most likely reading.</summary>
    public long OffsetUs => Volatile.Read(ref readings)[0];

    public IReadOnlyList<long> ReadingsUs => Volatile.Read(ref readings);

    public UtcTime Now(long offsetUs) => clock.WallNow.Plus(offsetUs);

    public void Learn(DeviceTime time)
    {
        if (time.Utc is { } utc)
        {
            Volatile.Write(ref readings, [.. ReadingsOf(utc.Since(clock.WallNow))]);
        }
    }

    /// <summary>That reading is the right one: the camera accepted a time made with it.</summary>
    public void Confirm(long offsetUs) => Volatile.Write(ref readings, [offsetUs, .. ReadingsUs.Where(r => r != offsetUs)]);

    /// <summary>A time of the camera's by the box's clock. What is incredible by every reading is now.</summary>
    public UtcTime ToBox(UtcTime? cameraTime)
    {
        UtcTime now = clock.WallNow;
        if (cameraTime is not { } time)
        {
            return now;
        }
        UtcTime best = ReadingsUs.Select(r => time.Plus(-r)).MinBy(t => Math.Abs(t.Since(now)));
        return Math.Abs(best.Since(now)) <= CredibleUs ? best : now;
    }

    private static IEnumerable<long> ReadingsOf(long offsetUs)
    {
        if (Math.Abs(offsetUs) < NearUs)
        {
            yield return 0;
            yield break;
        }
        yield return offsetUs;
        long zoneUs = (long)Math.Round((double)offsetUs / QuarterHourUs) * QuarterHourUs;
        if (zoneUs != 0 && Math.Abs(zoneUs) <= MaxZoneUs)
        {
            // As if the field held local time: what is left of the offset is the clock's own error.
            long rest = offsetUs - zoneUs;
            yield return Math.Abs(rest) < NearUs ? 0 : rest;
        }
    }
}
