using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Steering;
using Nvr.Adoption.Tests.Healing;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Onvif.Ptz;
using SimCamera;
using SimCamera.Onvif;

namespace Nvr.Adoption.Tests.Steering;

/// <summary>A simulated camera's head, turned over its own ONVIF services.</summary>
public sealed class CameraSteeringTests : IAsyncLifetime
{
    private const string User = "admin";
    private const string Password = "s3cret";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly CameraId id = CameraId.New();
    private readonly FixedDevices devices = new();
    private readonly CameraSteering steering;
    private SimCameraServer server = null!;

    public CameraSteeringTests() => steering = new CameraSteering(devices, new Nvr.Onvif.OnvifOptions(), BoxClock.System());

    private OnvifDevice Device => server.Devices[0];

    public async ValueTask InitializeAsync()
    {
        server = await StartAsync(hasPtz: true);
        devices.Set(Adopted(Password));
    }

    public async ValueTask DisposeAsync()
    {
        steering.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Head_Turns_StopsWhenTold_AndByItselfWhenNobodySaysSoAgain()
    {
        await steering.MoveAsync(id, 0.4, -0.2, 0.5, Stop);
        await UntilAsync(() => Device.PtzPosition is { Pan: > 0.1, Tilt: < -0.05, Zoom: > 0.05 }, "the head has moved");
        await steering.MoveAsync(id, 0, 0, 0, Stop);
        (double, double, double) stopped = Device.PtzPosition;
        await Task.Delay(200, Stop);
        Assert.Equal(stopped, Device.PtzPosition);

        await steering.MoveAsync(id, -0.2, 0, 0, Stop);
        await UntilAsync(() => Device.PtzPosition.Pan < stopped.Item1 - 0.05, "it moves back");
        (double, double, double) before = default;
        await UntilAsync(
            () =>
            {
                bool isStill = Device.PtzPosition == before;
                before = Device.PtzPosition;
                return isStill;
            },
            "it has stopped by itself",
            every: 300);
        Assert.True(Device.PtzPosition.Pan > -0.9, $"It turned on: {Device.PtzPosition}");
    }

    [Fact]
    public async Task Positions_AreListed_AndGoneTo_AndHomeIsOne()
    {
        using OnvifCamera camera = await OnvifCamera.ConnectAsync(new OnvifTarget(Device.Url, User, Password), new Nvr.Onvif.OnvifOptions(), BoxClock.System(), Stop);
        string profile = (await camera.Media!.ProfilesAsync(Stop))[0].Token;
        await steering.MoveAsync(id, 0.6, 0, 0, Stop);
        await UntilAsync(() => Device.PtzPosition.Pan > 0.1, "the head has moved");
        await steering.MoveAsync(id, 0, 0, 0, Stop);
        double gate = Device.PtzPosition.Pan;
        string token = await camera.Ptz!.SetPresetAsync(profile, "Gate", null, Stop);

        IReadOnlyList<PtzPreset> positions = (await steering.PositionsAsync(id, Stop)).Presets;
        await steering.GoToAsync(id, null, Stop);
        Assert.Equal((0, 0, 0), Device.PtzPosition);
        await steering.GoToAsync(id, token, Stop);

        Assert.Equal([new PtzPreset(token, "Gate")], positions);
        Assert.Equal(gate, Device.PtzPosition.Pan, 0.001);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<NvrException>(() => steering.GoToAsync(id, "77", Stop))).Kind);
    }

    [Fact]
    public async Task Camera_ThatIsNotThere_HasNoOnvif_OrCannotTurn_IsSaidInWords()
    {
        Assert.Equal(ErrorKind.Unsupported, (await Assert.ThrowsAsync<NvrException>(() => steering.MoveAsync(CameraId.New(), 1, 0, 0, Stop))).Kind);
        devices.Set(Adopted(Password) with { Onvif = null });
        Assert.Equal(ErrorKind.Unsupported, (await Assert.ThrowsAsync<NvrException>(() => steering.MoveAsync(id, 1, 0, 0, Stop))).Kind);

        await server.DisposeAsync();
        server = await StartAsync(hasPtz: false);
        devices.Set(Adopted(Password));
        NvrException still = await Assert.ThrowsAsync<NvrException>(() => steering.PositionsAsync(id, Stop));
        Assert.Equal("This camera cannot be turned or zoomed from here.", still.Message);
    }

    [Fact]
    public async Task Password_ThatIsWrong_IsTriedOnce_AndOneThatIsPutRightIsUsedFromThenOn()
    {
        devices.Set(Adopted("old"));
        NvrException wrong = await Assert.ThrowsAsync<NvrException>(() => steering.PositionsAsync(id, Stop));
        int asked = Device.Operations.Count;
        NvrException again = await Assert.ThrowsAsync<NvrException>(() => steering.MoveAsync(id, 1, 0, 0, Stop));
        Assert.Equal((asked, wrong.Message), (Device.Operations.Count, again.Message));
        devices.Set(Adopted(Password));
        await steering.PositionsAsync(id, Stop);

        Assert.Equal(ErrorKind.Unauthorised, wrong.Kind);
    }

    [Fact]
    public async Task Position_IsSaved_SavedOver_AndRemoved_AndANameIsGivenOnce()
    {
        await LookRightAsync();
        PtzPreset gate = await steering.SaveAsync(id, "Gate", null, Stop);
        NvrException twice = await Assert.ThrowsAsync<NvrException>(() => steering.SaveAsync(id, "gate", null, Stop));
        double first = Device.PtzPosition.Pan;
        await LookRightAsync();
        PtzPreset over = await steering.SaveAsync(id, "Back gate", gate.Token, Stop);
        double second = Device.PtzPosition.Pan;
        await steering.GoToAsync(id, null, Stop);
        await steering.GoToAsync(id, gate.Token, Stop);

        Assert.Equal((ErrorKind.Conflict, "The camera remembers a position called gate already. Choose another name, or save over that one."), (twice.Kind, twice.Message));
        Assert.Equal(gate with { Name = "Back gate" }, over);
        Assert.Equal(second, Device.PtzPosition.Pan, 0.001);
        Assert.True(second > first, $"It did not turn on: {first}, {second}");
        Assert.Equal([over], (await steering.PositionsAsync(id, Stop)).Presets);
        Assert.Equal(over, await steering.RemoveAsync(id, gate.Token, Stop));
        Assert.Empty((await steering.PositionsAsync(id, Stop)).Presets);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<NvrException>(() => steering.RemoveAsync(id, gate.Token, Stop))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<NvrException>(() => steering.SaveAsync(id, "Yard", gate.Token, Stop))).Kind);
    }

    [Fact]
    public async Task Home_IsSet_AndOneThatIsFixedIsToldBefore()
    {
        await LookRightAsync();
        double here = Device.PtzPosition.Pan;
        bool canSet = (await steering.PositionsAsync(id, Stop)).CanSetHome;
        await steering.SetHomeAsync(id, Stop);
        await LookRightAsync();
        await steering.GoToAsync(id, null, Stop);
        Assert.Equal(here, Device.PtzPosition.Pan, 0.001);

        await AnewAsync("onvif-ptz-fixed-home");
        Assert.Equal((true, false), (canSet, (await steering.PositionsAsync(id, Stop)).CanSetHome));
        Assert.Equal("This camera's home is fixed and cannot be set.", (await Assert.ThrowsAsync<NvrException>(() => steering.SetHomeAsync(id, Stop))).Message);
    }

    /// <summary>Each is a word about its deed alone: the camera is turned all the same.</summary>
    [Theory]
    [InlineData("onvif-ptz-presets=0", ErrorKind.Exhausted, "The camera has no room for another position. Remove one that is not needed, or save over it.")]
    [InlineData("onvif-ptz-refuses", ErrorKind.Refused, "The camera refuses (SetPreset). It says: Locked by the maker.")]
    public async Task Camera_ThatTakesNoPosition_IsTurnedOn(string quirk, ErrorKind kind, string sentence)
    {
        await AnewAsync(quirk);
        NvrException refused = await Assert.ThrowsAsync<NvrException>(() => steering.SaveAsync(id, "Gate", null, Stop));
        await LookRightAsync();

        Assert.Equal((kind, sentence), (refused.Kind, refused.Message));
    }

    [Fact]
    public async Task Camera_WithoutAHome_IsTurnedOn_AfterItWasSentThere()
    {
        await AnewAsync("onvif-ptz-no-home");
        NvrException homeless = await Assert.ThrowsAsync<NvrException>(() => steering.GoToAsync(id, null, Stop));
        await LookRightAsync();

        Assert.Equal(ErrorKind.Unsupported, homeless.Kind);
        Assert.False((await steering.PositionsAsync(id, Stop)).CanSetHome);
    }

    [Fact]
    public async Task Camera_WhoseUserMayOnlyLook_SaysSo_AndItsPositionsAreStillTold()
    {
        await server.DisposeAsync();
        server = await StartAsync(hasPtz: true, new OnvifAccount("guest", Password, OnvifLevel.User));
        devices.Set(Adopted(Password) with { Onvif = new OnvifTarget(Device.Url, "guest", Password) });

        NvrException refused = await Assert.ThrowsAsync<NvrException>(() => steering.SaveAsync(id, "Gate", null, Stop));

        Assert.Equal((ErrorKind.Conflict, "The recorder's user on the camera may not change its positions. Let it be an operator or administrator there."), (refused.Kind, refused.Message));
        Assert.Empty((await steering.PositionsAsync(id, Stop)).Presets);
    }

    [Fact]
    public async Task Camera_ThatStillMoves_IsToldFrom_OneThatIsGone()
    {
        await steering.MoveAsync(id, 0.1, 0, 0, Stop);
        NvrException moving = await Assert.ThrowsAsync<NvrException>(() => steering.SaveAsync(id, "Gate", null, Stop));
        await server.DisposeAsync();
        NvrException gone = await Assert.ThrowsAsync<NvrException>(() => steering.SaveAsync(id, "Gate", null, Stop));

        Assert.Equal("The camera is still moving. Wait until it stands, then save again.", moving.Message);
        Assert.Equal(ErrorKind.Unreachable, gone.Kind);
        server = await StartAsync(hasPtz: true);
    }

    private async Task LookRightAsync()
    {
        double before = Device.PtzPosition.Pan;
        await steering.MoveAsync(id, 0.4, 0, 0, Stop);
        await UntilAsync(() => Device.PtzPosition.Pan > before + 0.05, "the head has moved");
        await steering.MoveAsync(id, 0, 0, 0, Stop);
    }

    private async Task AnewAsync(string quirk)
    {
        await server.DisposeAsync();
        server = await StartAsync(hasPtz: true, null, quirk);
        devices.Set(Adopted(Password));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Task<SimCameraServer> StartAsync(bool hasPtz, OnvifAccount? more = null, params string[] quirks) => SimCameraServer.StartAsync(new SimCameraOptions
    {
        Cameras = [new CameraOptions { Name = "dome", Width = 320, Height = 240, Gop = 10, Kbit = 300, User = User, Password = Password, Onvif = new SimCamera.Onvif.OnvifOptions { HasPtz = hasPtz, MoreAccounts = more is null ? [] : [more] }, Quirks = quirks }],
        CacheDirectory = Path.Combine(AppContext.BaseDirectory, "material"),
    });

    private static async Task UntilAsync(Func<bool> condition, string what, int every = 20)
    {
        using var limit = new CancellationTokenSource(s_patience);
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"Not within {s_patience.TotalSeconds} s: {what}");
            await Task.Delay(every, Stop);
        }
    }

    private AdoptedDevice Adopted(string password) => new()
    {
        Id = DeviceId.New(), Onvif = new OnvifTarget(Device.Url, User, password), Sources = [new DeviceSource { Token = "", Camera = id.Value }],
    };
}
