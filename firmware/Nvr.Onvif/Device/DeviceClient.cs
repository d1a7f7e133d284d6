using System.Net;
using System.Net.NetworkInformation;
using System.Xml.Linq;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Device;

/// <summary>
/// A camera's device service: clock, identity, network, users, restart. Thread-safe. Failures are <see cref="NvrException"/>.
/// </summary>
public sealed class DeviceClient
{
    private const int MaxTextLength = 128;

    private readonly ServicePort port;

    internal DeviceClient(ServicePort port) => this.port = port;

    /// <summary>The clock; read afresh, and its offset kept for signing and for events.</summary>
    public async Task<DeviceTime> TimeAsync(CancellationToken cancellation)
    {
        try
        {
            return await port.Channel.ReadClockAsync(signed: false, cancellation);
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Unauthorised && port.Channel.HasUser)
        {
            return await port.Channel.ReadClockAsync(signed: true, cancellation);
        }
    }

    /// <summary>Sets the clock by hand to the box's time, in UTC; the camera's time zone stays.</summary>
    public async Task SetTimeAsync(CancellationToken cancellation)
    {
        DeviceTime before = await TimeAsync(cancellation);
        DateTimeOffset now = port.Channel.BoxClock.WallNow.ToDateTimeOffset();
        await SetClockAsync("Manual", before, now, cancellation);
        await TimeAsync(cancellation);
    }

    /// <summary>Points the camera's NTP client at a server, which is the box, and switches it on.</summary>
    public async Task UseNtpAsync(IPAddress server, CancellationToken cancellation)
    {
        await SetNtpAsync(new NtpSettings(FromDhcp: false, [server.ToString()]), cancellation);
        await SetTimeSourceAsync(byNtp: true, cancellation);
    }

    /// <summary>Where the camera looks for the time.</summary>
    public async Task<NtpSettings> NtpAsync(CancellationToken cancellation) =>
        NtpReader.From((await port.CallAsync("GetNTP", cancellation)).Element(port.Space + "NTPInformation"));

    /// <summary>Sets where the camera looks for the time; whether it does is said by <see cref="SetTimeSourceAsync"/>.</summary>
    public Task SetNtpAsync(NtpSettings settings, CancellationToken cancellation) => port.CallAsync(
        "SetNTP",
        cancellation,
        [port.Element("FromDHCP", settings.FromDhcp ? "true" : "false"), .. settings.Manual.Select(s => NtpReader.Element(port.Space + "NTPManual", s))]);

    /// <summary>Has the clock follow its NTP servers, or run by itself from the box's time on.</summary>
    public async Task SetTimeSourceAsync(bool byNtp, CancellationToken cancellation)
    {
        if (byNtp)
        {
            await SetClockAsync("NTP", await TimeAsync(cancellation), null, cancellation);
        }
        else
        {
            await SetTimeAsync(cancellation);
        }
    }

    public async Task<DeviceIdentity> IdentityAsync(CancellationToken cancellation)
    {
        XElement response = await port.CallAsync("GetDeviceInformation", cancellation);
        return new DeviceIdentity(Text("Manufacturer"), Text("Model"), Text("FirmwareVersion"), Text("SerialNumber"), Text("HardwareId"));

        string Text(string name)
        {
            string text = string.Concat((response.Text(port.Space + name) ?? "").Where(c => !char.IsControl(c)));
            return text.Length > MaxTextLength ? text[..MaxTextLength] : text;
        }
    }

    public async Task<IReadOnlyList<DeviceInterface>> InterfacesAsync(CancellationToken cancellation)
    {
        XElement response = await port.CallAsync("GetNetworkInterfaces", cancellation);
        return [.. response.Elements(port.Space + "NetworkInterfaces").Select(InterfaceReader.From)];
    }

    /// <summary>The MAC of the interface with that address, or of the first that has one.</summary>
    public async Task<PhysicalAddress?> MacAsync(IPAddress? address, CancellationToken cancellation)
    {
        IReadOnlyList<DeviceInterface> all = await InterfacesAsync(cancellation);
        DeviceInterface? own = all.FirstOrDefault(i => i.Mac is not null && address is not null && i.Addresses.Contains(address));
        return (own ?? all.FirstOrDefault(i => i is { Mac: not null, Enabled: true }) ?? all.FirstOrDefault(i => i.Mac is not null))?.Mac;
    }

    public async Task<IReadOnlyList<DeviceUser>> UsersAsync(CancellationToken cancellation)
    {
        XElement response = await port.CallAsync("GetUsers", cancellation);
        return
        [
            .. from user in response.Elements(port.Space + "User")
               let name = user.Text(Ns.Schema + "Username")
               where name is not null
               select new DeviceUser(name, LevelOf(user.Text(Ns.Schema + "UserLevel"))),
        ];
    }

    /// <summary>
    /// Makes an administrator on a camera that has no user yet: such a camera lets anybody do it, and from then on nobody without a password.
    /// A camera with users refuses, or asks to sign in.
    /// </summary>
    public Task CreateAdministratorAsync(string name, string password, CancellationToken cancellation) =>
        port.OpenCallAsync("CreateUsers", cancellation, UserElement(name, password, "Administrator"));

    /// <summary>Changes the password of a user; if it is the one that is signed in as, connect anew with it.</summary>
    public Task SetPasswordAsync(DeviceUser user, string password, CancellationToken cancellation) =>
        port.CallAsync("SetUser", cancellation, UserElement(user.Name, password, user.Level.ToString()));

    /// <summary>Restarts the camera; most are gone for one or two minutes.</summary>
    public Task RebootAsync(CancellationToken cancellation) => port.CallAsync("SystemReboot", cancellation);

    private Task<XElement> SetClockAsync(string type, DeviceTime before, DateTimeOffset? utc, CancellationToken cancellation)
    {
        var content = new List<XElement> { port.Element("DateTimeType", type), port.Element("DaylightSavings", before.DaylightSaving ? "true" : "false") };
        if (before.TimeZone is { } zone)
        {
            content.Add(port.Element("TimeZone", new XElement(Ns.Schema + "TZ", zone)));
        }
        if (utc is { } now)
        {
            XElement[] time = [new(Ns.Schema + "Hour", now.Hour), new(Ns.Schema + "Minute", now.Minute), new(Ns.Schema + "Second", now.Second)];
            XElement[] date = [new(Ns.Schema + "Year", now.Year), new(Ns.Schema + "Month", now.Month), new(Ns.Schema + "Day", now.Day)];
            content.Add(port.Element("UTCDateTime", new[] { new XElement(Ns.Schema + "Time", time), new XElement(Ns.Schema + "Date", date) }));
        }
        return port.CallAsync("SetSystemDateAndTime", cancellation, [.. content]);
    }

    private XElement UserElement(string name, string password, string level) => port.Element("User", new[]
    {
        new XElement(Ns.Schema + "Username", name),
        new XElement(Ns.Schema + "Password", password),
        new XElement(Ns.Schema + "UserLevel", level),
    });

    private static UserLevel LevelOf(string? text) => Enum.TryParse(text, ignoreCase: true, out UserLevel level) ? level : UserLevel.Extended;
}
