using System.Net;
using System.Net.NetworkInformation;
using Nvr.Core;
using Nvr.Onvif.Device;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Device;

public sealed class DeviceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Services_NamedOnAnotherHost_AreAskedAtTheCamera()
    {
        using var server = new OnvifServer();
        server.On["GetPresets"] = _ => Answer.Response("tptz", "GetPresets", "<tptz:Preset token='1'><tt:Name>Door</tt:Name></tptz:Preset><tptz:Preset><tt:Name>broken</tt:Name></tptz:Preset>");
        using OnvifCamera camera = await Connect.To(server);

        Assert.Equal("Door", Assert.Single(await camera.Ptz!.PresetsAsync("P0", None)).Name);
        Assert.Equal("/onvif/ptz_service", Assert.Single(server.Of("GetPresets")).Path);
        Assert.Contains(OnvifService.Media2, camera.Services);
    }

    [Fact]
    public async Task GetServices_NotKnown_FallsBackToCapabilities()
    {
        using var server = new OnvifServer();
        server.On["GetServices"] = _ => Answer.Fault("ActionNotSupported", "500 Internal Server Error");
        server.On["GetCapabilities"] = _ => Answer.File("GetCapabilities");

        using OnvifCamera camera = await Connect.To(server);

        Assert.Equal(
            [OnvifService.Device, OnvifService.Events, OnvifService.Media1, OnvifService.Search],
            camera.Services.OrderBy(s => s.ToString()));
        Assert.Null(camera.Ptz);
    }

    [Fact]
    public async Task GetServices_OnlyForUsers_IsSigned()
    {
        using var server = new OnvifServer();
        server.On["GetServices"] = r => r.InHeader("UsernameToken") is null ? Answer.Fault("NotAuthorized") : Answer.File("GetServices");

        using OnvifCamera camera = await Connect.To(server);

        Assert.NotNull(camera.Media);
    }

    [Fact]
    public async Task Interfaces_Mac_IsReadInEveryForm()
    {
        using var server = new OnvifServer();
        server.On["GetNetworkInterfaces"] = _ => Answer.Response("tds", "GetNetworkInterfaces",
            "<tds:NetworkInterfaces token='lo'><tt:Enabled>true</tt:Enabled><tt:Info><tt:HwAddress>00:00:00:00:00:00</tt:HwAddress></tt:Info></tds:NetworkInterfaces>"
            + "<tds:NetworkInterfaces token='eth0'><tt:Enabled>true</tt:Enabled><tt:Info><tt:HwAddress>AC-cc-8e-01-02-03</tt:HwAddress></tt:Info><tt:IPv4><tt:Enabled>true</tt:Enabled><tt:Config><tt:Manual><tt:Address>192.168.1.9</tt:Address><tt:PrefixLength>24</tt:PrefixLength></tt:Manual><tt:DHCP>true</tt:DHCP></tt:Config></tt:IPv4></tds:NetworkInterfaces>");
        using OnvifCamera camera = await Connect.To(server);

        Assert.Equal(PhysicalAddress.Parse("ACCC8E010203"), await camera.Device.MacAsync(null, None));
        DeviceInterface eth = (await camera.Device.InterfacesAsync(None))[1];
        Assert.Equal((true, IPAddress.Parse("192.168.1.9")), (eth.ByDhcp, Assert.Single(eth.Addresses)));
    }

    [Theory]
    [InlineData("ac:cc:8e:01:02:03", true)]
    [InlineData("accc8e010203", true)]
    [InlineData("accc.8e01.0203", true)]
    [InlineData("00:00:00:00:00:00", false)]
    [InlineData("ff:ff:ff:ff:ff:ff", false)]
    [InlineData("unknown", false)]
    [InlineData("ac:cc:8e:01:02", false)]
    [InlineData(null, false)]
    public void Mac_Text_IsReadOrNone(string? text, bool usable) => Assert.Equal(usable, InterfaceReader.Mac(text) is not null);

    [Fact]
    public async Task SetTime_SendsTheBoxesTimeAndKeepsTheZone()
    {
        using var server = new OnvifServer();
        server.On["SetSystemDateAndTime"] = _ => Answer.Response("tds", "SetSystemDateAndTime");
        using OnvifCamera camera = await Connect.To(server);

        await camera.Device.SetTimeAsync(None);

        OnvifRequest sent = Assert.Single(server.Of("SetSystemDateAndTime"));
        Assert.Equal(["DateTimeType", "DaylightSavings", "TimeZone", "UTCDateTime"], sent.Body.Elements().Select(e => e.Name.LocalName));
        Assert.Equal(("Manual", "CST-8"), (sent.Value("DateTimeType"), sent.Value("TZ")));
        Assert.Contains(TimeProvider.System.GetUtcNow().Year.ToString(System.Globalization.CultureInfo.InvariantCulture), sent.Value("Year"));
    }

    [Fact]
    public async Task UseNtp_PointsTheCameraAtTheBox()
    {
        using var server = new OnvifServer();
        server.On["SetNTP"] = _ => Answer.Response("tds", "SetNTP");
        server.On["SetSystemDateAndTime"] = _ => Answer.Response("tds", "SetSystemDateAndTime");
        using OnvifCamera camera = await Connect.To(server);

        await camera.Device.UseNtpAsync(IPAddress.Parse("10.1.1.1"), None);

        Assert.Equal(("false", "IPv4", "10.1.1.1"), (server.Of("SetNTP")[0].Value("FromDHCP"), server.Of("SetNTP")[0].Value("Type"), server.Of("SetNTP")[0].Value("IPv4Address")));
        Assert.Equal("NTP", Assert.Single(server.Of("SetSystemDateAndTime")).Value("DateTimeType"));
    }

    [Fact]
    public async Task Users_ListCreateAndReset()
    {
        using var server = new OnvifServer();
        server.On["GetUsers"] = _ => Answer.Response("tds", "GetUsers", "<tds:User><tt:Username>admin</tt:Username><tt:UserLevel>Administrator</tt:UserLevel></tds:User><tds:User><tt:Username>x</tt:Username><tt:UserLevel>Guru</tt:UserLevel></tds:User>");
        server.On["CreateUsers"] = _ => Answer.Response("tds", "CreateUsers");
        server.On["SetUser"] = _ => Answer.Response("tds", "SetUser");
        server.On["SystemReboot"] = _ => Answer.Response("tds", "SystemReboot", "<tds:Message>soon</tds:Message>");
        using OnvifCamera camera = await Connect.To(server);

        IReadOnlyList<DeviceUser> users = await camera.Device.UsersAsync(None);
        await camera.Device.CreateAdministratorAsync("nvr", "p<a>&\"ss", None);
        await camera.Device.SetPasswordAsync(users[0], "new", None);
        await camera.Device.RebootAsync(None);

        Assert.Equal([new DeviceUser("admin", UserLevel.Administrator), new DeviceUser("x", UserLevel.Extended)], users);
        Assert.Equal(("nvr", "p<a>&\"ss"), (server.Of("CreateUsers")[0].Value("Username"), server.Of("CreateUsers")[0].Value("Password")));
        // Nobody is signed in as on a camera without users.
        Assert.Null(server.Of("CreateUsers")[0].InHeader("UsernameToken"));
        Assert.Equal("new", server.Of("SetUser")[0].Value("Password"));
    }

    [Fact]
    public async Task Clock_ImpossibleDate_IsNone()
    {
        using var server = new OnvifServer();
        server.On["GetSystemDateAndTime"] = _ => Answer.Response("tds", "GetSystemDateAndTime",
            "<tds:SystemDateAndTime><tt:UTCDateTime><tt:Time><tt:Hour>25</tt:Hour><tt:Minute>0</tt:Minute><tt:Second>0</tt:Second></tt:Time><tt:Date><tt:Year>2026</tt:Year><tt:Month>2</tt:Month><tt:Day>30</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime>");
        using OnvifCamera camera = await Connect.To(server);

        Assert.Null((await camera.Device.TimeAsync(None)).Utc);
        Assert.Equal(TimeSpan.Zero, camera.ClockOffset);
    }

    [Fact]
    public async Task Clock_OnlyForUsers_IsAskedSigned()
    {
        using var server = new OnvifServer();
        server.On["GetSystemDateAndTime"] = r => r.InHeader("UsernameToken") is null ? Answer.Fault("NotAuthorized") : Answer.Clock(TimeProvider.System.GetUtcNow());
        using OnvifCamera camera = await Connect.To(server);

        Assert.NotNull((await camera.Device.TimeAsync(None)).Utc);
    }

    [Fact]
    public async Task Answer_ToAnotherQuestion_IsAProtocolError()
    {
        using var server = new OnvifServer();
        server.On["GetDeviceInformation"] = _ => Answer.Response("tds", "GetUsers");
        using OnvifCamera camera = await Connect.To(server);

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<NvrException>(() => camera.Device.IdentityAsync(None))).Kind);
    }
}
