using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Tests.Adopting;
using Nvr.Adoption.Tests.Healing;
using Nvr.Adoption.Timekeeping;
using Nvr.Onvif;
using Nvr.Sntp;
using SimCamera;
using SimCamera.Onvif;

namespace Nvr.Adoption.Tests.Timekeeping;

/// <summary>Clocks of simulated devices, which ask the box's own time server.</summary>
public sealed class CameraTimekeeperTests : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly TestRoom test = new();
    private readonly CancellationTokenSource stop = new();
    private readonly SntpServer server;
    private readonly Task serving;
    private readonly FixedTime time = new(IPAddress.Loopback);

    public CameraTimekeeperTests()
    {
        server = new SntpServer(new SntpOptions { Port = 0, Interfaces = ["lo"] }, () => ClockTrust.Plausible, test.Room.Clock, NullLogger<SntpServer>.Instance);
        serving = server.RunAsync(stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving;
        test.Dispose();
        stop.Dispose();
    }

    [Fact]
    public async Task Clock_HoursOff_IsSet_PointedAtTheBox_AndFollowsIt()
    {
        await using SimCameraServer cameras = await ServeAsync("onvif-wrong-clock=3");
        OnvifDevice camera = cameras.Devices[0];

        DeviceRecord device = await KeepAsync(camera, Keeper());

        Assert.InRange(camera.ClockOffset.TotalSeconds, -2, 2);
        Assert.Equal(("127.0.0.1", true), (camera.NtpServer, camera.FollowsNtp));
        Assert.Equal((false, "time server 127.0.0.1"), (device.Clock!.Before.ByNtp, device.Clock.After.Words));
        camera.PutClock(TimeSpan.FromSeconds(40));
        await UntilAsync(() => Math.Abs(camera.ClockOffset.TotalSeconds) < 1);
        Assert.True(server.Counters.Answered > 0);
    }

    [Fact]
    public async Task Reverted_GetsItsTimeFromWhereItDidBefore_AndIsLeftAlone()
    {
        await using SimCameraServer cameras = await ServeAsync("onvif-wrong-clock=0");
        OnvifDevice camera = cameras.Devices[0];
        CameraTimekeeper keeper = Keeper();
        DeviceRecord device = await KeepAsync(camera, keeper);

        using (OnvifCamera connected = await ConnectAsync(camera))
        {
            await keeper.RevertAsync(device, connected, TestContext.Current.CancellationToken);
        }

        Assert.Equal((null, false), (camera.NtpServer, camera.FollowsNtp));
        camera.PutClock(TimeSpan.FromSeconds(40));
        Assert.NotNull((await KeepAsync(camera, keeper)).Clock!.UndoneAt);
        Assert.Equal(40, camera.ClockOffset.TotalSeconds, 2.0);
        Assert.Null(camera.NtpServer);
    }

    [Fact]
    public async Task Camera_WithoutNtp_IsSetByHand_AgainAndAgain()
    {
        await using SimCameraServer cameras = await ServeAsync("onvif-no-ntp");
        OnvifDevice camera = cameras.Devices[0];
        CameraTimekeeper keeper = Keeper();
        foreach (int seconds in (int[])[3600, -25])
        {
            camera.PutClock(TimeSpan.FromSeconds(seconds));

            DeviceRecord device = await KeepAsync(camera, keeper);

            Assert.InRange(camera.ClockOffset.TotalSeconds, -2, 2);
            Assert.Null(device.Clock);
        }
    }

    [Fact]
    public async Task Camera_ThatFollowsNoServer_IsSetByHandInTheEnd()
    {
        await using SimCameraServer cameras = await ServeAsync("onvif-ntp-deaf");
        OnvifDevice camera = cameras.Devices[0];
        await KeepAsync(camera, Keeper());
        Assert.True(camera.FollowsNtp);
        camera.PutClock(TimeSpan.FromSeconds(30));

        // Another run of the program, which cannot know when it was pointed.
        DeviceRecord device = await KeepAsync(camera, Keeper());

        Assert.InRange(camera.ClockOffset.TotalSeconds, -2, 2);
        Assert.False(camera.FollowsNtp);
        Assert.False(device.Clock!.After.ByNtp);
    }

    [Fact]
    public async Task Box_ThatDoesNotKnowTheTime_LeavesTheClock()
    {
        await using SimCameraServer cameras = await ServeAsync("onvif-wrong-clock=3");
        time.IsCredible = false;

        await KeepAsync(cameras.Devices[0], Keeper());

        Assert.Equal(3 * 3600, cameras.Devices[0].ClockOffset.TotalSeconds, 2.0);
        Assert.Null(cameras.Devices[0].NtpServer);
    }

    [Fact]
    public async Task Watch_FindsAClockThatRanAway_AndCorrectsIt()
    {
        await using SimCameraServer cameras = await ServeAsync("onvif-no-ntp");
        OnvifDevice camera = cameras.Devices[0];
        (_, DeviceRecord device) = test.Meet(camera);
        var devices = new FixedDevices();
        devices.Set(new AdoptedDevice { Id = device.DeviceId, Onvif = new OnvifTarget(camera.Url, null, null), Sources = [] });
        var options = new ClockWatchOptions { Interval = TimeSpan.FromMilliseconds(200), LookInterval = TimeSpan.FromMilliseconds(100) };
        Task watching = new ClockWatch(devices, Keeper(), test.Room.Clock, options, NullLogger<ClockWatch>.Instance).RunAsync(stop.Token);

        foreach (int seconds in (int[])[-12, 4000])
        {
            camera.PutClock(TimeSpan.FromSeconds(seconds));
            await UntilAsync(() => Math.Abs(camera.ClockOffset.TotalSeconds) < 2);
        }

        await stop.CancelAsync();
        await watching;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Bound);
        while (!condition())
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private CameraTimekeeper Keeper() => new(test.Book, time, test.Room.Clock);

    private async Task<SimCameraServer> ServeAsync(string quirk)
    {
        await UntilAsync(() => server.Serving.Any(e => e.Address.Equals(IPAddress.Loopback)));
        var onvif = new SimCamera.Onvif.OnvifOptions { NtpPort = server.Serving.First(e => e.Address.Equals(IPAddress.Loopback)).Port, NtpInterval = TimeSpan.FromMilliseconds(200) };
        return await SimCameraServer.StartAsync(
            new SimCameraOptions { Cameras = [new CameraOptions { Width = 320, Height = 240, Fps = 25, Gop = 50, Kbit = 300, Onvif = onvif, Quirks = [quirk] }] });
    }

    private Task<OnvifCamera> ConnectAsync(OnvifDevice camera) =>
        OnvifCamera.ConnectAsync(new OnvifTarget(camera.Url, null, null), new Nvr.Onvif.OnvifOptions(), test.Room.Clock, TestContext.Current.CancellationToken);

    private async Task<DeviceRecord> KeepAsync(OnvifDevice camera, CameraTimekeeper keeper)
    {
        (_, DeviceRecord device) = test.Meet(camera);
        using OnvifCamera connected = await ConnectAsync(camera);
        await keeper.KeepAsync(device.DeviceId, connected, TestContext.Current.CancellationToken);
        return test.Book.Find(device.DeviceId)!;
    }
}
