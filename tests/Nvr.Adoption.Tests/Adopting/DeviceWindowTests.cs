using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Paths;
using Nvr.Core;
using Nvr.Recording.Streams;
using SimCamera;
using SimCamera.Onvif;

namespace Nvr.Adoption.Tests.Adopting;

/// <summary>What simulated devices on loopback let anybody see.</summary>
public sealed class DeviceWindowTests : IDisposable
{
    private readonly TestRoom test = new(AdoptionMode.Confirm);
    private readonly DeviceWindow window;

    public DeviceWindowTests() => window = new DeviceWindow(test.Room, new RtspVisit(test.Room, new PathProber(test.Room.Clock, test.Room.Guard, new PathProbeOptions())));

    public void Dispose() => test.Dispose();

    [Fact]
    public async Task DeviceThatAsksNobody_ShowsItsSmallStream_AndIsLeftAsItIs()
    {
        await using SimCameraServer server = await ServeAsync(Small with { Gop = 100 });
        test.Site.Set(new CameraAccount("admin", "site-2026"));
        (DeviceCase visit, DeviceRecord device) = test.Meet(server.Devices[0]);

        StreamAddress found = await window.FindAsync(visit, device, TestContext.Current.CancellationToken);

        Assert.Equal((server.Cameras[0].SubUrl, null, null), (found.Url, found.UserName, found.Password));
        Assert.Empty(test.Cameras.List());
        Assert.Empty(server.Devices[0].UserAccounts);
        Assert.DoesNotContain(server.Devices[0].Operations, o => o.StartsWith("Set", StringComparison.Ordinal) || o.StartsWith("Create", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DeviceThatAsksForAPassword_IsToldNone_AlsoWhereTheSiteHasOne()
    {
        await using SimCameraServer server = await ServeAsync(Small with { User = "owner", Password = "secret-1" });
        test.Site.Set(new CameraAccount("owner", "secret-1"));
        (DeviceCase visit, DeviceRecord device) = test.Meet(server.Devices[0]);

        NvrException closed = await Assert.ThrowsAsync<NvrException>(() => window.FindAsync(visit, device, TestContext.Current.CancellationToken));

        Assert.Equal((ErrorKind.Conflict, "It asks for a password. Its picture comes once it is added."), (closed.Kind, closed.Message));
        for (int i = 0; i < SignInGuard.MaxFailures; i++)
        {
            Assert.True(test.Room.Guard.TryTake(visit.Id.ToString()), "a try was used");
        }
    }

    private static CameraOptions Small => new() { Width = 320, Height = 240, Fps = 25, Gop = 50, Kbit = 300, Onvif = new OnvifOptions() };

    private static Task<SimCameraServer> ServeAsync(params CameraOptions[] cameras) => SimCameraServer.StartAsync(new SimCameraOptions { Cameras = cameras });
}
