using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Paths;
using Nvr.Recording.Cameras;
using SimCamera;
using SimCamera.Onvif;

namespace Nvr.Adoption.Tests.Adopting;

/// <summary>Visits to simulated devices on loopback, which the policy refuses: each is confirmed by hand, as a person would.</summary>
public sealed class DeviceVisitTests : IDisposable
{
    private readonly TestRoom test = new(AdoptionMode.Confirm);
    private readonly DeviceVisit visitor;

    public DeviceVisitTests() => visitor = new DeviceVisit(test.Room, new RtspVisit(test.Room, new PathProber(test.Room.Clock, test.Room.Guard, new PathProbeOptions())));

    public void Dispose() => test.Dispose();

    [Fact]
    public async Task Device_Unconfirmed_IsNeitherEnteredNorChanged()
    {
        await using SimCameraServer server = await ServeAsync(Small with { Gop = 100 });
        test.Site.Set(new CameraAccount("admin", "site-2026"));
        (DeviceCase visit, _) = test.Meet(server.Devices[0]);

        await visitor.RunAsync(visit, TestContext.Current.CancellationToken);

        Assert.Empty(test.Cameras.List());
        Assert.Empty(server.Devices[0].UserAccounts);
        Assert.DoesNotContain(server.Devices[0].Operations, o => o.StartsWith("Set", StringComparison.Ordinal) || o.StartsWith("Create", StringComparison.Ordinal));
        Assert.Contains("waits for you", visit.Words!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_FactoryNew_GetsTheSitesAdministrator()
    {
        await using SimCameraServer server = await ServeAsync(Small);
        test.Site.Set(new CameraAccount("admin", "site-2026"));

        DeviceRecord device = await AdoptAsync(server.Devices[0]);

        Assert.Equal(("admin", OnvifLevel.Administrator), (Assert.Single(server.Devices[0].UserAccounts).Name, server.Devices[0].UserAccounts[0].Level));
        Assert.Equal("site-2026", test.Book.PasswordOf(device.DeviceId));
        Assert.Equal(("admin", "site-2026"), (Camera.UserName, Camera.Password));
    }

    [Fact]
    public async Task Device_FactoryNewWithoutASiteAccount_IsRecordedAsItIs()
    {
        await using SimCameraServer server = await ServeAsync(Small);

        DeviceRecord device = await AdoptAsync(server.Devices[0]);

        Assert.Equal(DeviceState.SetUp, device.State);
        Assert.Empty(server.Devices[0].UserAccounts);
        Assert.Equal((server.Cameras[0].Url, server.Cameras[0].SubUrl), (Camera.MainUrl, Camera.SubUrl));
    }

    [Fact]
    public async Task Password_Wrong_IsTriedOnceHoweverOftenTheDeviceIsVisited()
    {
        await using SimCameraServer server = await ServeAsync(Small with { User = "owner", Password = "secret-1" });
        test.Site.Set(new CameraAccount("admin", "site-2026"));
        (DeviceCase visit, DeviceRecord device) = test.Meet(server.Devices[0]);
        visit.Confirmed = true;
        await visitor.RunAsync(visit, TestContext.Current.CancellationToken);
        int asked = server.Devices[0].Operations.Count(o => o == "GetProfiles");

        await visitor.RunAsync(visit, TestContext.Current.CancellationToken);

        Assert.Equal(DeviceState.NeedsPassword, test.Book.Find(device.DeviceId)!.State);
        // The second visit knocks without a password and goes away.
        Assert.True(server.Devices[0].Operations.Count(o => o == "GetProfiles") - asked <= 1);
        Assert.True(visit.WasRejected(new CameraAccount("admin", "site-2026")));
    }

    [Fact]
    public async Task Password_Given_IsRememberedAndUsedForTheStream()
    {
        await using SimCameraServer server = await ServeAsync(Small with { User = "owner", Password = "secret-1" });

        DeviceRecord device = await AdoptAsync(server.Devices[0], new CameraAccount("owner", "secret-1"));

        Assert.Equal(("owner", "secret-1"), (device.UserName, test.Book.PasswordOf(device.DeviceId)));
        Assert.Equal(("owner", "secret-1"), (Camera.UserName, Camera.Password));
    }

    [Fact]
    public async Task Encoder_Changed_IsNotedAndSetBackOnRequest()
    {
        await using SimCameraServer server = await ServeAsync(Small with { Gop = 100 });
        DeviceRecord device = await AdoptAsync(server.Devices[0]);
        Assert.Contains(device.Changes, c => c.Settings.Any(s => (s.From, s.To) == ("100", "50")));

        (DeviceCase visit, _) = test.Meet(server.Devices[0]);
        await visitor.RevertAsync(visit, device, TestContext.Current.CancellationToken);

        Assert.All(test.Book.Find(device.DeviceId)!.Changes, c => Assert.NotNull(c.UndoneAt));
        (DeviceCase again, DeviceRecord same) = test.Meet(server.Devices[0]);
        using OpenedDoor door = await new OnvifDoor(test.Room).OpenAsync(again, same, mayEnter: true, TestContext.Current.CancellationToken);
        Assert.All(door.Offer!.Profiles, p => Assert.Equal(100, p.Encoder!.GovLength));
    }

    [Fact]
    public async Task Clock_HoursOff_IsSet()
    {
        await using SimCameraServer server = await ServeAsync(Small with { Quirks = ["onvif-wrong-clock=3"] });
        Assert.NotInRange(server.Devices[0].ClockOffset.TotalSeconds, -60, 60);

        await AdoptAsync(server.Devices[0]);

        Assert.InRange(server.Devices[0].ClockOffset.TotalSeconds, -2, 2);
    }

    [Fact]
    public async Task Sources_OfOneDevice_BecomeCamerasOfTheirOwn()
    {
        CameraOptions second = Small with { Name = "b", Onvif = null };
        await using SimCameraServer server = await ServeAsync(Small with { Name = "a", Onvif = new OnvifOptions { MoreSources = ["b"] } }, second);

        DeviceRecord device = await AdoptAsync(server.Devices[0]);

        Assert.Equal(2, device.Sources.Count);
        Assert.Equal(server.Cameras.Select(c => c.Url), test.Cameras.List().Select(c => c.Settings.MainUrl));
    }

    private static CameraOptions Small => new() { Width = 320, Height = 240, Fps = 25, Gop = 50, Kbit = 300, Onvif = new OnvifOptions() };

    private CameraSettings Camera => test.Cameras.Stored(Assert.Single(test.Cameras.List()).Id);

    private static Task<SimCameraServer> ServeAsync(params CameraOptions[] cameras) => SimCameraServer.StartAsync(new SimCameraOptions { Cameras = cameras });

    private async Task<DeviceRecord> AdoptAsync(OnvifDevice simulated, CameraAccount? account = null)
    {
        (DeviceCase visit, DeviceRecord device) = test.Meet(simulated);
        visit.Confirmed = true;
        visit.Given = account;
        await visitor.RunAsync(visit, TestContext.Current.CancellationToken);
        return test.Book.Find(device.DeviceId)!;
    }
}
