using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Tests.Devices;
using Nvr.Core;
using Nvr.Onvif;

namespace Nvr.Adoption.Tests.Adopted;

public sealed class BookDevicesTests : IDisposable
{
    private static readonly CameraId Camera = CameraId.New();
    private readonly BookOnDisk disk = new();

    [Fact]
    public void DevicesWithCameras_AreListed_WithWhatIsNeededToSpeakToThem()
    {
        DeviceId id = disk.Book.Sight(BookOnDisk.At("10.0.0.5", BookOnDisk.Mac(1), port: "3")).Device.DeviceId;
        disk.Book.Sight(BookOnDisk.At("10.0.0.6", BookOnDisk.Mac(2)));
        disk.Book.SetCredentials(id, "admin", "s3cret");
        disk.Book.AddSource(id, "VideoSource_1", Camera);

        AdoptedDevice device = Assert.Single(Listed().List());

        Assert.Equal((id, "poe0", "3", BookOnDisk.Mac(1)), (device.Id, device.Interface, device.Port, device.Mac));
        Assert.Equal(new OnvifTarget(new Uri("http://10.0.0.5/onvif/device_service"), "admin", "s3cret"), device.Onvif);
        Assert.Equal([Camera], device.Cameras);
        Assert.DoesNotContain("s3cret", device.ToString());
    }

    [Fact]
    public void AnotherAddressOrPassword_IsAnotherWayToSpeak_AnotherPortIsNot()
    {
        DeviceId id = disk.Book.Sight(BookOnDisk.At("10.0.0.5", BookOnDisk.Mac(1), port: "3")).Device.DeviceId;
        disk.Book.AddSource(id, "VideoSource_1", Camera);
        AdoptedDevice before = Listed().List()[0];

        disk.Book.Sight(BookOnDisk.At("10.0.0.5", BookOnDisk.Mac(1), port: "4"));
        Assert.True(before.SpeaksAs(Listed().List()[0]));
        disk.Book.SetCredentials(id, "admin", "s3cret");
        Assert.False(before.SpeaksAs(Listed().List()[0]));
    }

    public void Dispose() => disk.Dispose();

    private BookDevices Listed() => new(disk.Book, d => new Uri($"http://{d.Address}{OnvifTarget.UsualPath}"));
}
