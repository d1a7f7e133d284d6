using System.Net.Sockets;
using SimCamera.Onvif;
using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Onvif;

public sealed class DeviceServiceTests
{
    [Fact]
    public async Task Identity_AsGiven_IsTold()
    {
        await using TestDevice test = await TestDevice.StartAsync(SmallCamera.Options with
        {
            Onvif = new OnvifOptions { Maker = "A & B", Model = "X<1>", Serial = "S-7", Mac = "02-AA-BB-CC-DD-EE", Firmware = "9.9" },
        });
        OnvifAnswer information = (await test.Client.AskAsync(RawOnvif.Device, "GetDeviceInformation")).Fine();
        OnvifAnswer network = (await test.Client.AskAsync(RawOnvif.Device, "GetNetworkInterfaces")).Fine();
        OnvifAnswer scopes = (await test.Client.AskAsync(RawOnvif.Device, "GetScopes")).Fine();

        Assert.Equal(("A & B", "X<1>", "S-7", "9.9"), (information["Manufacturer"], information["Model"], information["SerialNumber"], information["FirmwareVersion"]));
        Assert.Equal(("02:aa:bb:cc:dd:ee", "127.0.0.1"), (network["HwAddress"], network["Address"]));
        Assert.Contains("onvif://www.onvif.org/hardware/X%3C1%3E", scopes.All("ScopeItem").Select(e => e.Value));
        Assert.Contains("onvif://www.onvif.org/Profile/T", scopes.All("ScopeItem").Select(e => e.Value));
    }

    [Fact]
    public async Task Services_Announced_AllAnswer()
    {
        await using TestDevice test = await TestDevice.StartAsync(SmallCamera.Options with { Onvif = new OnvifOptions { CardSeconds = 60 } });
        OnvifAnswer services = (await test.Client.AskAsync(RawOnvif.Device, "GetServices", "<IncludeCapability>true</IncludeCapability>")).Fine();
        OnvifAnswer old = (await test.Client.AskAsync(RawOnvif.Device, "GetCapabilities", "<Category>All</Category>")).Fine();

        Assert.Equal(9, services.All("Service").Count());
        foreach (var service in services.All("Service"))
        {
            string name = service.Elements().Single(e => e.Name.LocalName == "Namespace").Value;
            var address = new Uri(service.Elements().Single(e => e.Name.LocalName == "XAddr").Value);
            (await test.Client.AskAsync(name, "GetServiceCapabilities", at: address)).Fine();
            Assert.Contains(old.All("XAddr"), e => e.Value == address.ToString() || name == RawOnvif.Media2);
        }
    }

    [Fact]
    public async Task FirstUser_Created_LocksTheDevice()
    {
        const string users = "<User><tt:Username>boss</tt:Username><tt:Password>s3cret</tt:Password><tt:UserLevel>Administrator</tt:UserLevel></User>";
        await using TestDevice test = await TestDevice.OpenAsync();
        (await test.Client.AskAsync(RawOnvif.Device, "GetDeviceInformation")).Fine();
        using RawRtsp before = await RawRtsp.ConnectAsync(test.Server);
        Assert.Equal(200, (await before.AskAsync("DESCRIBE", test.Camera.Url.ToString())).Status);
        (await test.Client.AskAsync(RawOnvif.Device, "CreateUsers", users)).Fine();

        Assert.Equal(401, (await test.Client.AskAsync(RawOnvif.Device, "GetDeviceInformation")).Status);
        using RawRtsp after = await RawRtsp.ConnectAsync(test.Server);
        Assert.Equal(401, (await after.AskAsync("DESCRIBE", test.Camera.Url.ToString())).Status);
        Assert.Equal(200, (await test.Client.AskWithDigestAsync("boss", "s3cret", RawOnvif.Device, "GetUsers")).Status);
        Assert.Equal(["boss"], test.Device.UserAccounts.Select(a => a.Name));
    }

    [Fact]
    public async Task FirstUser_WithoutRights_IsRefused()
    {
        const string users = "<User><tt:Username>weak</tt:Username><tt:Password>x</tt:Password><tt:UserLevel>User</tt:UserLevel></User>";
        await using TestDevice test = await TestDevice.OpenAsync();

        Assert.Contains("ter:InvalidArgVal", (await test.Client.AskAsync(RawOnvif.Device, "CreateUsers", users)).Faults);
        Assert.Empty(test.Device.UserAccounts);
    }

    [Fact]
    public async Task User_Changed_LogsInWithTheNewPassword()
    {
        const string user = "<User><tt:Username>viewer</tt:Username><tt:Password>new</tt:Password><tt:UserLevel>Operator</tt:UserLevel></User>";
        await using TestDevice test = await TestDevice.LockedAsync();
        test.Client.Header = RawOnvif.Token(TestDevice.Admin, TestDevice.Password, TimeProvider.System.GetUtcNow());
        (await test.Client.AskAsync(RawOnvif.Device, "SetUser", user)).Fine();

        Assert.Equal(200, (await test.Client.AskWithDigestAsync("viewer", "new", RawOnvif.Device, "GetScopes")).Status);
        Assert.Equal(401, (await test.Client.AskWithDigestAsync("viewer", "look", RawOnvif.Device, "GetScopes")).Status);
    }

    [Fact]
    public async Task Clock_SetByHand_RunsOnFromThere()
    {
        const string time = """
            <DateTimeType>Manual</DateTimeType><DaylightSavings>false</DaylightSavings><UTCDateTime><tt:Time><tt:Hour>3</tt:Hour><tt:Minute>4</tt:Minute><tt:Second>5</tt:Second></tt:Time><tt:Date><tt:Year>2031</tt:Year><tt:Month>2</tt:Month><tt:Day>1</tt:Day></tt:Date></UTCDateTime>
            """;
        await using TestDevice test = await TestDevice.OpenAsync();
        (await test.Client.AskAsync(RawOnvif.Device, "SetSystemDateAndTime", time)).Fine();
        OnvifAnswer told = (await test.Client.AskAsync(RawOnvif.Device, "GetSystemDateAndTime")).Fine();

        Assert.Equal("2031 2 1 3", string.Join(' ', told["Year"], told["Month"], told["Day"], told["Hour"]));
        Assert.True(test.Device.ClockOffset > TimeSpan.FromDays(365));
        Assert.Contains("ter:InvalidDateTime", (await test.Client.AskAsync(
            RawOnvif.Device, "SetSystemDateAndTime", time.Replace(">2<", ">13<", StringComparison.Ordinal))).Faults);
    }

    [Fact]
    public async Task Clock_Wrong_IsWrongInSenderReportsToo()
    {
        await using TestDevice test = await TestDevice.OpenAsync("onvif-wrong-clock=3");
        using RawRtsp client = await RawRtsp.ConnectAsync(test.Server);
        await client.PlayAsync(test.Camera);
        RtpPacket report = await client.UntilAsync(p => p.Channel == 1);

        Assert.Equal(3 * 3600, report.NtpSeconds - 2_208_988_800.0 - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), 60.0);
    }

    [Fact]
    public async Task Ntp_Set_IsKeptAndTold()
    {
        await using TestDevice test = await TestDevice.OpenAsync("onvif-wrong-clock=5");
        (await test.Client.AskAsync(RawOnvif.Device, "SetNTP", "<FromDHCP>false</FromDHCP><NTPManual><tt:Type>IPv4</tt:Type><tt:IPv4Address>192.168.1.1</tt:IPv4Address></NTPManual>")).Fine();
        (await test.Client.AskAsync(RawOnvif.Device, "SetSystemDateAndTime", "<DateTimeType>NTP</DateTimeType><DaylightSavings>false</DaylightSavings>")).Fine();

        Assert.Equal("192.168.1.1", (await test.Client.AskAsync(RawOnvif.Device, "GetNTP"))["IPv4Address"]);
        Assert.Equal("192.168.1.1", test.Device.NtpServer);
        Assert.Equal("NTP", (await test.Client.AskAsync(RawOnvif.Device, "GetSystemDateAndTime"))["DateTimeType"]);
        // Nobody answers there: the clock stays as wrong as it was.
        Assert.Equal(5 * 3600, test.Device.ClockOffset.TotalSeconds, 1.0);
    }

    [Fact]
    public async Task Reboot_Asked_TakesEverythingAwayAndBringsItBack()
    {
        await using TestDevice test = await TestDevice.StartAsync(SmallCamera.Options with { Onvif = new OnvifOptions { RebootTime = TimeSpan.FromSeconds(1) } });
        using RawRtsp viewer = await RawRtsp.ConnectAsync(test.Server);
        await viewer.PlayAsync(test.Camera);
        (await test.Client.AskAsync(RawOnvif.Device, "SystemReboot")).Fine();

        Assert.True(await viewer.ClosesAsync());
        await SmallCamera.UntilAsync(() => Refuses(test.Device.Url.Port) && Refuses(test.Server.Port));
        await SmallCamera.UntilAsync(() => test.Device.Reboots == 1);
        (await test.Client.AskAsync(RawOnvif.Device, "GetDeviceInformation")).Fine();
        using RawRtsp again = await RawRtsp.ConnectAsync(test.Server);
        await again.PlayAsync(test.Camera);
    }

    [Fact]
    public async Task Reboot_OfOneOfTwo_LeavesTheOtherAlone()
    {
        CameraOptions camera = SmallCamera.Options with { Onvif = new OnvifOptions { RebootTime = TimeSpan.FromSeconds(1) } };
        await using SimCameraServer server = await SimCameraServer.StartAsync(SimCameraOptions.Of(2, camera) with { CacheDirectory = SmallCamera.CacheDirectory });
        using RawRtsp dying = await RawRtsp.ConnectAsync(server);
        using RawRtsp living = await RawRtsp.ConnectAsync(server);
        await dying.PlayAsync(server.Cameras[0]);
        await living.PlayAsync(server.Cameras[1]);
        Task reboot = server.Devices[0].RebootAsync();

        Assert.True(await dying.ClosesAsync());
        using RawRtsp refused = await RawRtsp.ConnectAsync(server);
        await Assert.ThrowsAsync<IOException>(() => refused.AskAsync("DESCRIBE", server.Cameras[0].Url.ToString()));
        await living.TakePicturesAsync(5);
        await reboot;
        using RawRtsp again = await RawRtsp.ConnectAsync(server);
        await again.PlayAsync(server.Cameras[0]);
    }

    [Fact]
    public async Task UnknownThings_AreRefusedAsTheSpecificationSays()
    {
        await using TestDevice test = await TestDevice.OpenAsync();

        Assert.Contains("ter:ActionNotSupported", (await test.Client.AskAsync(RawOnvif.Device, "MakeCoffee")).Faults);
        Assert.Contains("ter:NoProfile", (await test.Client.AskAsync(RawOnvif.Media, "GetStreamUri", "<ProfileToken>none</ProfileToken>")).Faults);
        Assert.Equal(400, (await test.Client.PostAsync("this is no XML", test.Device.Url)).Status);
        Assert.Equal(400, (await test.Client.PostAsync("<!DOCTYPE x [<!ENTITY a 'b'>]>" + test.Client.Envelope("<x/>"), test.Device.Url)).Status);
    }

    private static bool Refuses(int port)
    {
        try
        {
            using var probe = new TcpClient("127.0.0.1", port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
