using System.Net;
using System.Net.NetworkInformation;
using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Tests.Adopting;
using Nvr.Core;
using Nvr.Onvif.Discovery;
using Nvr.Recording.Cameras;
using SimCamera;

namespace Nvr.Adoption.Tests.Adopted;

/// <summary>Cameras that somebody entered by hand, at a simulated device on loopback.</summary>
public sealed class HandCameraTests : IDisposable
{
    private readonly TestRoom test = new();
    private readonly List<Neighbour> neighbours = [];

    public void Dispose() => test.Dispose();

    [Fact]
    public async Task Camera_WhoseUserWorksOnOnvif_IsADeviceThatCanBeRestarted()
    {
        await using SimCameraServer server = await ServeAsync();
        CameraView camera = Enter(server, "owner", "secret-1");
        (HandCameraDoors doors, AllDevices devices) = Look(server);
        Assert.Null(Assert.Single(devices.List()).Onvif);

        await doors.LookAsync(TestContext.Current.CancellationToken);

        AdoptedDevice device = Assert.Single(devices.List());
        Assert.Equal([camera.Id], device.Cameras);
        Assert.Equal((server.Devices[0].Url, "owner", "secret-1"), (device.Onvif!.DeviceService, device.Onvif.UserName, device.Onvif.Password));
    }

    [Fact]
    public async Task Password_ThatOnvifRejects_IsTriedOnce_AndAgainOnlyWhenItIsAnotherOne()
    {
        await using SimCameraServer server = await ServeAsync();
        CameraView camera = Enter(server, "owner", "wrong");
        (HandCameraDoors doors, AllDevices devices) = Look(server);
        await doors.LookAsync(TestContext.Current.CancellationToken);
        int asked = server.Devices[0].Operations.Count;

        await doors.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(asked, server.Devices[0].Operations.Count);
        Assert.Null(Assert.Single(devices.List()).Onvif);

        test.Cameras.Update(camera.Id, test.Cameras.Stored(camera.Id) with { Password = "secret-1" });
        await doors.LookAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(Assert.Single(devices.List()).Onvif);
    }

    [Fact]
    public async Task Camera_ThatIsNotWell_IsNotAsked()
    {
        await using SimCameraServer server = await ServeAsync();
        Enter(server, "owner", "secret-1");
        test.Cameras.State = CameraState.Unreachable;
        (HandCameraDoors doors, _) = Look(server);

        await doors.LookAsync(TestContext.Current.CancellationToken);

        Assert.Empty(server.Devices[0].Operations);
    }

    [Fact]
    public void Cameras_OfOneHost_AreOneDevice_WithTheMacThatWasLastSeenThere()
    {
        PhysicalAddress mac = PhysicalAddress.Parse("02-53-49-4D-77-01");
        CameraId[] one = [.. ((string[])["a", "b"]).Select(n => Enter(n, $"rtsp://10.1.1.1/{n}").Id)];
        Enter("c", "rtsp://10.1.1.2/c");
        Enter("d", "analog:/dev/video0");
        neighbours.Add(new Neighbour(IPAddress.Parse("10.1.1.1"), mac, "poe0"));
        (_, AllDevices devices) = Look(null);
        Assert.Equal(2, devices.List().Count);
        neighbours.Clear();

        AdoptedDevice device = devices.List().Single(d => d.Sources.Count == 2);

        Assert.Equal(one.ToHashSet(), device.Cameras.ToHashSet());
        Assert.Equal((mac, "poe0"), (device.Mac, device.Interface));
        Assert.Equal(device.Id, devices.List().Single(d => d.Sources.Count == 2).Id);
    }

    [Fact]
    public void Camera_AtTheAddressOfAnAdoptedDevice_IsOneOfItsSources()
    {
        DeviceRecord known = test.Sight("10.1.1.1", "SN-1");
        CameraId adopted = Enter("a", "rtsp://10.1.1.1/a").Id;
        test.Book.AddSource(known.DeviceId, "1", adopted);
        CameraId byHand = Enter("b", "rtsp://10.1.1.1/b").Id;
        (_, AllDevices devices) = Look(null);

        AdoptedDevice device = Assert.Single(devices.List());

        Assert.Equal(known.DeviceId, device.Id);
        Assert.Equal([adopted, byHand], device.Cameras);
    }

    private static Task<SimCameraServer> ServeAsync() => SimCameraServer.StartAsync(new SimCameraOptions
    {
        Cameras = [new CameraOptions { Width = 320, Height = 240, Fps = 25, Gop = 50, Kbit = 300, User = "owner", Password = "secret-1", Onvif = new SimCamera.Onvif.OnvifOptions() }],
    });

    private CameraView Enter(SimCameraServer server, string user, string password) =>
        test.Cameras.Create(new CameraSettings { Name = "door", MainUrl = server.Cameras[0].Url, UserName = user, Password = password });

    private CameraView Enter(string name, string url) => test.Cameras.Create(new CameraSettings { Name = name, MainUrl = new Uri(url) });

    private (HandCameraDoors Doors, AllDevices Devices) Look(SimCameraServer? server)
    {
        var services = new HandCameraServices
        {
            Cameras = test.Cameras, Book = test.Book, Neighbours = new ListedNeighbours(neighbours), PasswordOf = id => test.Cameras.Stored(id).Password,
            ServiceOf = _ => server!.Devices[0].Url, Guard = test.Room.Guard, Clock = test.Room.Clock,
        };
        var doors = new HandCameraDoors(services, NullLogger<HandCameraDoors>.Instance);
        return (doors, new AllDevices(new BookDevices(test.Book, _ => null), services, doors));
    }

    private sealed class ListedNeighbours(List<Neighbour> all) : INeighbourTable
    {
        public IReadOnlyList<Neighbour> Read() => [.. all];
    }
}
