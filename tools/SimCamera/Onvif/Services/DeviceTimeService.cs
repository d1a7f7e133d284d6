using System.Globalization;
using System.Xml.Linq;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>
/// The device's clock (ONVIF Core, 8.3.6 and 8.2.9). Setting it by hand moves it; pointing it at an NTP server keeps the address and
/// puts the clock right, as if that server had been asked. Stateless.
/// </summary>
internal static class DeviceTimeService
{
    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of(Ns.Device, "GetSystemDateAndTime", OnvifLevel.Anonymous, Get),
        Operation.Of(Ns.Device, "SetSystemDateAndTime", OnvifLevel.Administrator, Set),
        Operation.Of(Ns.Device, "GetNTP", OnvifLevel.User, GetNtp),
        Operation.Of(Ns.Device, "SetNTP", OnvifLevel.Administrator, SetNtp),
    ];

    private static Xml Get(OnvifCall call)
    {
        DeviceSettings settings = call.Device.Settings;
        DateTimeOffset told = call.Device.Clock.Now + call.Device.Plan.UtcFieldOffset;
        return Xml.Of($"""
            <tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime>
            <tt:DateTimeType>{(settings.UsesNtp ? "NTP" : "Manual")}</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>{settings.TimeZone}</tt:TZ></tt:TimeZone>
            <tt:UTCDateTime>{Parts(told)}</tt:UTCDateTime><tt:LocalDateTime>{Parts(told)}</tt:LocalDateTime>
            </tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>
            """);
    }

    private static Xml Parts(DateTimeOffset at) => Xml.Of($"""
        <tt:Time><tt:Hour>{at.Hour}</tt:Hour><tt:Minute>{at.Minute}</tt:Minute><tt:Second>{at.Second}</tt:Second></tt:Time><tt:Date><tt:Year>{at.Year}</tt:Year><tt:Month>{at.Month}</tt:Month><tt:Day>{at.Day}</tt:Day></tt:Date>
        """);

    private static Xml Set(OnvifCall call)
    {
        bool ntp = call.Required("DateTimeType") == "NTP";
        if (ntp)
        {
            call.Device.Clock.Set(call.Device.Time.GetUtcNow());
        }
        else
        {
            call.Device.Clock.Set(Read(call.Find("UTCDateTime") ?? throw SoapFault.Invalid("UTCDateTime is missing.", "ter:InvalidDateTime")));
        }

        call.Device.Settings.UsesNtp = ntp;
        call.Device.Settings.TimeZone = call.Text("TZ") ?? call.Device.Settings.TimeZone;
        return Xml.Of($"<tds:SetSystemDateAndTimeResponse/>");
    }

    private static DateTimeOffset Read(XElement time)
    {
        int Part(string name) => int.TryParse(
            time.Descendants(Ns.Schema + name).FirstOrDefault()?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : -1;
        try
        {
            return new DateTimeOffset(Part("Year"), Part("Month"), Part("Day"), Part("Hour"), Part("Minute"), Part("Second"), TimeSpan.Zero);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw SoapFault.Invalid("There is no such time.", "ter:InvalidDateTime");
        }
    }

    private static Xml GetNtp(OnvifCall call)
    {
        string? server = call.Device.Settings.NtpServer;
        return Xml.Of($"""
            <tds:GetNTPResponse><tds:NTPInformation><tt:FromDHCP>{server is null}</tt:FromDHCP>{Xml.If(server is not null, $"<tt:NTPManual><tt:Type>IPv4</tt:Type><tt:IPv4Address>{server}</tt:IPv4Address></tt:NTPManual>")}</tds:NTPInformation></tds:GetNTPResponse>
            """);
    }

    private static Xml SetNtp(OnvifCall call)
    {
        call.Device.Settings.NtpServer = call.IsTrue("FromDHCP")
            ? null
            : call.Text("IPv4Address") ?? call.Text("DNSname") ?? throw SoapFault.Invalid("No server is named.");
        return Xml.Of($"<tds:SetNTPResponse/>");
    }
}
