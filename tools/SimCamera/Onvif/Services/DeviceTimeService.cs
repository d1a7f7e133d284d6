using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>
/// The device's clock (ONVIF Core, 8.3.6 and 8.2.9). Setting it by hand moves it; pointed at an NTP server and told to
/// follow it, the device asks that server (<see cref="NtpFollower"/>). Stateless.
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
        if (ntp && !call.Device.Plan.HasNtp)
        {
            throw SoapFault.Invalid("There is no NTP client.", "ter:NtpServerUndefined");
        }

        if (!ntp)
        {
            call.Device.Clock.Set(Read(call.Find("UTCDateTime") ?? throw SoapFault.Invalid("UTCDateTime is missing.", "ter:InvalidDateTime")));
        }

        call.Device.Settings.UsesNtp = ntp;
        call.Device.Ntp.Wake();
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
            <tds:GetNTPResponse><tds:NTPInformation><tt:FromDHCP>{server is null}</tt:FromDHCP>{(server is null ? Xml.Empty : Manual(server))}</tds:NTPInformation></tds:GetNTPResponse>
            """);
    }

    private static Xml Manual(string server) => IPAddress.TryParse(server, out IPAddress? address)
        ? address.AddressFamily == AddressFamily.InterNetwork
            ? Xml.Of($"<tt:NTPManual><tt:Type>IPv4</tt:Type><tt:IPv4Address>{server}</tt:IPv4Address></tt:NTPManual>")
            : Xml.Of($"<tt:NTPManual><tt:Type>IPv6</tt:Type><tt:IPv6Address>{server}</tt:IPv6Address></tt:NTPManual>")
        : Xml.Of($"<tt:NTPManual><tt:Type>DNS</tt:Type><tt:DNSname>{server}</tt:DNSname></tt:NTPManual>");

    private static Xml SetNtp(OnvifCall call)
    {
        if (!call.Device.Plan.HasNtp)
        {
            throw SoapFault.NotSupported("SetNTP");
        }

        call.Device.Settings.NtpServer = call.IsTrue("FromDHCP")
            ? null
            : call.Text("IPv4Address") ?? call.Text("IPv6Address") ?? call.Text("DNSname") ?? throw SoapFault.Invalid("No server is named.");
        call.Device.Ntp.Wake();
        return Xml.Of($"<tds:SetNTPResponse/>");
    }
}
