using SimCamera.Onvif;

namespace SimCamera.Tests.Onvif;

/// <summary>A server with one camera that has an ONVIF side, and a client for it. Names of users are those of the tests.</summary>
public sealed class TestDevice : IAsyncDisposable
{
    public const string Admin = "admin";
    public const string Password = "pa<ss>:w\"ört";

    private TestDevice(SimCameraServer server)
    {
        Server = server;
        Client = new RawOnvif(server.Devices[0].Url);
    }

    public SimCameraServer Server { get; }

    public OnvifDevice Device => Server.Devices[0];

    public SimulatedCamera Camera => Server.Cameras[0];

    public RawOnvif Client { get; }

    /// <summary>Factory-new: no password anywhere.</summary>
    public static Task<TestDevice> OpenAsync(params string[] quirks) =>
        StartAsync(SmallCamera.Options with { Onvif = new OnvifOptions(), Quirks = quirks });

    /// <summary>With an administrator and somebody who may only look.</summary>
    public static Task<TestDevice> LockedAsync(params string[] quirks) => StartAsync(SmallCamera.Options with
    {
        User = Admin,
        Password = Password,
        Onvif = new OnvifOptions { MoreAccounts = [new OnvifAccount("viewer", "look", OnvifLevel.User)] },
        Quirks = quirks,
    });

    public static async Task<TestDevice> StartAsync(CameraOptions camera, DiscoveryOptions? discovery = null) => new(await SimCameraServer.StartAsync(
        new SimCameraOptions { Cameras = [camera], CacheDirectory = SmallCamera.CacheDirectory, Discovery = discovery }));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        Assert.Empty(Server.Faults);
    }
}
