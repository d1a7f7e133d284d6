using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Tests.Adopting;

public sealed class CameraEntryTests : IDisposable
{
    private static readonly CameraAccount Account = new("admin", "secret-1");

    private readonly TestRoom test = new();
    private readonly CameraEntry entry;

    public CameraEntryTests() => entry = new CameraEntry(test.Room);

    public void Dispose() => test.Dispose();

    [Fact]
    public void Enter_TwoDevicesOfOneModel_NamesThemApart()
    {
        entry.Enter(Named(test.Sight("10.20.0.7", "SN-0001")), [Source("1", 7)], Account);
        entry.Enter(Named(test.Sight("10.20.0.8", "SN-0002")), [Source("1", 8)], Account);

        Assert.Equal(["Gate", "Gate (2)"], test.Cameras.List().Select(c => c.Settings.Name));
        Assert.All(test.Cameras.List(), c => Assert.Equal("secret-1", test.Cameras.Stored(c.Id).Password));
    }

    [Fact]
    public void Enter_ACameraThatSomebodyTyped_TakesItForTheSource()
    {
        CameraId typed = test.Cameras.Create(new CameraSettings { Name = "Mine", MainUrl = new Uri("rtsp://10.20.0.7/main") }).Id;

        entry.Enter(test.Sight("10.20.0.7", "SN-0001"), [new FoundSource("1", new Uri("rtsp://10.20.0.7:554/main"), null)], Account);

        Assert.Equal(typed, Assert.Single(test.Cameras.List()).Id);
        Assert.NotNull(test.Book.FindByCamera(typed));
    }

    [Fact]
    public void Refresh_AtAnotherAddress_ChangesTheAddressAndNothingElse()
    {
        DeviceRecord device = test.Sight("10.20.0.7", "SN-0001");
        entry.Enter(device, [Source("1", 7), Source("2", 7)], Account);
        CameraView before = test.Cameras.List()[0];
        test.Cameras.Update(before.Id, before.Settings with { Name = "Gate", RetainDays = 5 });

        entry.Refresh(test.Book.Find(device.DeviceId)!, [Source("2", 9), Source("1", 9)], Account);

        CameraSettings now = test.Cameras.Stored(before.Id);
        Assert.Equal(("Gate", 5, Source("1", 9).Main, "secret-1"), (now.Name, now.RetainDays, now.MainUrl, now.Password));
        Assert.Equal(2, test.Cameras.List().Count);
    }

    [Fact]
    public void Move_OfADeviceThatCannotBeAsked_KeepsPortAndPath()
    {
        DeviceRecord device = test.Sight("10.20.0.7", "SN-0001");
        entry.Enter(device, [Source("1", 7)], null);

        entry.Move(test.Sight("10.20.0.9", "SN-0001"));

        Assert.Equal(Source("1", 9).Main, Assert.Single(test.Cameras.List()).Settings.MainUrl);
    }

    [Fact]
    public void Inherit_OfAReplacedDevice_KeepsCamerasWithTheirNames()
    {
        DeviceRecord old = test.Sight("10.20.0.7", "SN-0001", port: "3");
        entry.Enter(old, [Source("a", 7)], Account);
        CameraId camera = Assert.Single(test.Cameras.List()).Id;
        test.Cameras.Update(camera, test.Cameras.Stored(camera) with { Name = "Gate" });
        test.Book.Tell(old.DeviceId, DeviceNews.Gone);
        DeviceRecord newcomer = test.Sight("10.20.0.8", "SN-0002", port: "3");

        entry.Inherit(test.Book.Replace(newcomer.DeviceId, old.DeviceId), [Source("x", 8), Source("y", 8)], new CameraAccount("root", "other-1"));

        CameraSettings gate = test.Cameras.Stored(camera);
        Assert.Equal(("Gate", Source("x", 8).Main, "root", "other-1"), (gate.Name, gate.MainUrl, gate.UserName, gate.Password));
        Assert.Equal(["x", "y"], test.Book.Find(newcomer.DeviceId)!.Sources.Select(s => s.Token));
        Assert.Equal(2, test.Cameras.List().Count);
    }

    private static DeviceRecord Named(DeviceRecord device) => device with { Name = "Gate" };

    private static FoundSource Source(string token, int host) => new(token, new Uri($"rtsp://10.20.0.{host}:8554/{token}/main"), new Uri($"rtsp://10.20.0.{host}:8554/{token}/sub"));
}
