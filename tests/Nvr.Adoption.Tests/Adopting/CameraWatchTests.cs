using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Tests.Adopting;

public sealed class CameraWatchTests : IDisposable
{
    private readonly TestRoom test = new();
    private readonly CameraWatch watch;

    public CameraWatchTests() => watch = new CameraWatch(test.Room);

    public void Dispose() => test.Dispose();

    [Fact]
    public void Camera_Deleted_LeavesTheDeviceIgnored()
    {
        DeviceRecord device = Adopted();
        Look(device);
        test.Cameras.Delete(test.Cameras.List()[0].Id, deleteFootage: false);

        Assert.Equal(DeviceState.Ignored, Look(device).State);
    }

    [Fact]
    public void ListOfCameras_LostBeforeTheStart_LeavesDevicesToBeFoundAgain()
    {
        DeviceRecord device = Adopted();
        test.Cameras.Delete(test.Cameras.List()[0].Id, deleteFootage: false);

        DeviceRecord after = Look(device);

        Assert.Equal((DeviceState.Identified, false), (after.State, after.HasCameras));
    }

    [Fact]
    public void Pictures_ComeAndGo_AreProvenAnew()
    {
        DeviceRecord device = Adopted();
        Assert.Equal(DeviceState.Recording, Look(device).State);

        test.Cameras.State = CameraState.Unreachable;
        Assert.Equal(DeviceState.SetUp, Look(device).State);
    }

    [Fact]
    public void Port_ToldAfterTheCameraRecords_IsNoted_AndStaysWhenItIsToldNoMore()
    {
        DeviceRecord device = Adopted();
        Assert.Null(Look(device).Port);

        test.Plug = new PlugFacts(PortPower.Delivering, true) { Port = "3" };
        Assert.Equal("3", Look(device).Port);
        test.Plug = PlugFacts.Unknown;
        Assert.Equal("3", Look(device).Port);
        test.Plug = new PlugFacts(PortPower.Delivering, true) { Port = "5" };
        Assert.Equal("5", Look(device).Port);
    }

    [Fact]
    public void Streams_OutOfReach_AreAskedAfter()
    {
        DeviceRecord device = Adopted();
        test.Cameras.State = CameraState.Unreachable;
        var visit = new DeviceCase(device.DeviceId);

        watch.Look(device, visit);

        Assert.NotEqual(DeviceCase.Never, visit.DueUs);
    }

    private DeviceRecord Adopted()
    {
        DeviceRecord device = test.Sight("10.20.0.7", "SN-0001");
        new CameraEntry(test.Room).Enter(device, [new FoundSource("1", new Uri("rtsp://10.20.0.7/1"), null)], null);
        return test.Book.Tell(device.DeviceId, DeviceNews.SetUp);
    }

    private DeviceRecord Look(DeviceRecord device)
    {
        watch.Look(test.Book.Find(device.DeviceId)!, new DeviceCase(device.DeviceId));
        watch.EndRound();
        return test.Book.Find(device.DeviceId)!;
    }
}
