using System.Xml.Linq;
using Nvr.Core.Time;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Device;

/// <summary>Reads the answer to GetSystemDateAndTime. Impossible dates are none.</summary>
internal static class DeviceTimeReader
{
    public static DeviceTime From(XElement response)
    {
        XElement? time = response.Element(Ns.Device + "SystemDateAndTime");
        return new DeviceTime(
            Moment(time?.Element(Ns.Schema + "UTCDateTime")),
            Moment(time?.Element(Ns.Schema + "LocalDateTime")),
            time.Text(Ns.Schema + "DateTimeType") == "NTP",
            time.Flag(Ns.Schema + "DaylightSavings") ?? false,
            time?.Element(Ns.Schema + "TimeZone").Text(Ns.Schema + "TZ"));
    }

    private static UtcTime? Moment(XElement? moment)
    {
        XElement? date = moment?.Element(Ns.Schema + "Date");
        XElement? time = moment?.Element(Ns.Schema + "Time");
        int[] parts =
        [
            date.Integer(Ns.Schema + "Year") ?? 0, date.Integer(Ns.Schema + "Month") ?? 0, date.Integer(Ns.Schema + "Day") ?? 0,
            time.Integer(Ns.Schema + "Hour") ?? -1, time.Integer(Ns.Schema + "Minute") ?? -1, time.Integer(Ns.Schema + "Second") ?? -1,
        ];
        bool possible = parts[0] is >= 1970 and <= 9000 && parts[1] is >= 1 and <= 12 && parts[2] >= 1 && parts[2] <= DateTime.DaysInMonth(parts[0], parts[1])
            && parts[3] is >= 0 and <= 23 && parts[4] is >= 0 and <= 59 && parts[5] is >= 0 and <= 60;
        return possible
            ? UtcTime.From(new DateTimeOffset(parts[0], parts[1], parts[2], parts[3], parts[4], Math.Min(parts[5], 59), TimeSpan.Zero))
            : null;
    }
}
