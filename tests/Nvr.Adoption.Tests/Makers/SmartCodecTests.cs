using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Makers;
using Nvr.Adoption.Paths;
using Nvr.Adoption.Tests.Adopting;
using Nvr.Core;
using SimCamera;
using SimCamera.Onvif;

namespace Nvr.Adoption.Tests.Makers;

/// <summary>Adoption of simulated devices that have a smart codec and their maker's own interface for it.</summary>
public sealed class SmartCodecTests : IDisposable
{
    private const string User = "owner";
    private const string Password = "secret-1";

    private readonly TestRoom test = new(AdoptionMode.Confirm);
    private readonly DeviceVisit visitor;

    public SmartCodecTests() => visitor = new DeviceVisit(test.Room, new RtspVisit(test.Room, new PathProber(test.Room.Clock, test.Room.Guard, new PathProbeOptions())));

    public void Dispose() => test.Dispose();

    [Theory]
    [InlineData("HIKVISION", 1)]
    [InlineData("Dahua", 1)]
    [InlineData("AXIS", 2)]
    public async Task SmartCodec_OfAnAdoptedDevice_IsSwitchedOffNotedAndTakenBack(string maker, int changes)
    {
        await using SimCameraServer server = await ServeAsync(maker);
        DeviceRecord device = await AdoptAsync(server.Devices[0]);
        Assert.False(server.Devices[0].IsSmart);
        Assert.Equal(SmartCodecOutcome.Off, device.SmartCodec!.Outcome);
        Assert.Equal(changes, device.SmartCodec.Changes.Count);
        Assert.All(device.SmartCodec.Changes, c => Assert.NotEqual(c.Before, c.After));
        Assert.Null(Words(device));
        Assert.Single(test.Cameras.List());

        (DeviceCase visit, _) = test.Meet(server.Devices[0]);
        await visitor.RevertAsync(visit, device, TestContext.Current.CancellationToken);

        Assert.True(server.Devices[0].IsSmart);
        Assert.NotNull(test.Book.Find(device.DeviceId)!.SmartCodec!.UndoneAt);
        Assert.False(test.Book.Find(device.DeviceId)!.SmartCodec!.IsInForce);
    }

    [Fact]
    public async Task SmartCodec_ThatIsOff_IsLeftAlone()
    {
        await using SimCameraServer server = await ServeAsync("Hikvision", new SmartCodecOptions { IsOn = false });

        DeviceRecord device = await AdoptAsync(server.Devices[0]);

        Assert.Null(device.SmartCodec);
        Assert.DoesNotContain(server.Devices[0].Operations, o => o.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HIKVISION")]
    [InlineData("Dahua")]
    [InlineData("AXIS")]
    public async Task Device_ThatRefuses_IsRecordedAndSaysSo(string maker)
    {
        await using SimCameraServer server = await ServeAsync(maker, SmartCodecFault.Refuses);

        DeviceRecord device = await AdoptAsync(server.Devices[0]);

        Assert.Equal(SmartCodecOutcome.Refused, device.SmartCodec!.Outcome);
        Assert.Empty(device.SmartCodec.Changes);
        Assert.Contains("refuses to have", Words(device)!.Value.Sentence, StringComparison.Ordinal);
        Assert.Contains("on the camera's own page", Words(device)!.Value.NextStep, StringComparison.Ordinal);
        Assert.Single(test.Cameras.List());
    }

    [Theory]
    [InlineData("HIKVISION")]
    [InlineData("Dahua")]
    [InlineData("AXIS")]
    public async Task Device_ThatLies_IsFoundOut(string maker)
    {
        await using SimCameraServer server = await ServeAsync(maker, SmartCodecFault.Lies);

        DeviceRecord device = await AdoptAsync(server.Devices[0]);

        Assert.Equal(SmartCodecOutcome.StillOn, device.SmartCodec!.Outcome);
        Assert.Empty(device.SmartCodec.Changes);
        Assert.Contains("but it is still on", Words(device)!.Value.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_ThatNeedsARestart_SaysSoAndFollowsAfterIt()
    {
        await using SimCameraServer server = await ServeAsync("HIKVISION", SmartCodecFault.NeedsReboot);

        DeviceRecord device = await AdoptAsync(server.Devices[0]);

        Assert.Equal(SmartCodecOutcome.NeedsRestart, device.SmartCodec!.Outcome);
        Assert.Single(device.SmartCodec.Changes);
        Assert.StartsWith("Restart the camera", Words(device)!.Value.NextStep, StringComparison.Ordinal);
        Assert.True(server.Devices[0].IsSmart);
        await server.Devices[0].RebootAsync(TestContext.Current.CancellationToken);
        Assert.False(server.Devices[0].IsSmart);
        // What is measured overrules what was said.
        Assert.Null(SmartCodecWords.For(device, "Door", TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task Device_WithOtherUsersForItsPage_IsRecordedAndItsPasswordTriedOnce()
    {
        await using SimCameraServer server = await ServeAsync("Dahua", SmartCodecFault.OtherUsers);

        DeviceRecord device = await AdoptAsync(server.Devices[0]);

        Assert.Equal(SmartCodecOutcome.NotAllowed, device.SmartCodec!.Outcome);
        // Once to be asked for a password, once with it.
        Assert.Equal(2, server.Devices[0].Operations.Count(o => o.Contains("configManager", StringComparison.Ordinal)));
        Assert.Null(Words(device));
        Assert.Contains("may not switch", SmartCodecWords.For(device, "Door", TimeSpan.FromSeconds(12))!.Value.Sentence, StringComparison.Ordinal);
        Assert.Single(test.Cameras.List());
    }

    [Theory]
    [InlineData(SmartCodecFault.Slow, SmartCodecOutcome.NoAnswer)]
    [InlineData(SmartCodecFault.HostileXml, SmartCodecOutcome.NoAnswer)]
    [InlineData(SmartCodecFault.RedirectsAway, SmartCodecOutcome.NotAllowed)]
    public async Task Device_ThatDoesNotAnswerAsItShould_IsRecordedAllTheSame(SmartCodecFault fault, SmartCodecOutcome expected)
    {
        await using SimCameraServer server = await ServeAsync("AXIS", fault);

        DeviceRecord device = await AdoptAsync(server.Devices[0]);

        Assert.Equal(expected, device.SmartCodec!.Outcome);
        Assert.Single(test.Cameras.List());
    }

    [Fact]
    public async Task Device_OfAnUnknownMaker_IsNotAsked()
    {
        await using SimCameraServer server = await ServeAsync("SimCamera", null);

        DeviceRecord device = await AdoptAsync(server.Devices[0]);

        Assert.Null(device.SmartCodec);
        Assert.DoesNotContain(server.Devices[0].Operations, o => o.Contains('/', StringComparison.Ordinal));
    }

    [Fact]
    public async Task TakingBack_OnADeviceThatRefuses_IsSaidAndStaysInForce()
    {
        await using SimCameraServer server = await ServeAsync("Dahua");
        DeviceRecord device = await AdoptAsync(server.Devices[0]);
        server.Devices[0].PutSmartCodecFault(SmartCodecFault.Refuses);
        (DeviceCase visit, _) = test.Meet(server.Devices[0]);

        NvrException said = await Assert.ThrowsAsync<NvrException>(() => visitor.RevertAsync(visit, device, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorKind.Refused, said.Kind);
        Assert.True(test.Book.Find(device.DeviceId)!.SmartCodec!.IsInForce);
    }

    private static (string Sentence, string NextStep)? Words(DeviceRecord device) => SmartCodecWords.For(device, "Door", null);

    private static Task<SimCameraServer> ServeAsync(string maker, SmartCodecFault fault = SmartCodecFault.None) =>
        ServeAsync(maker, new SmartCodecOptions { Fault = fault });

    private static Task<SimCameraServer> ServeAsync(string maker, SmartCodecOptions? smart) => SimCameraServer.StartAsync(new SimCameraOptions
    {
        Cameras =
        [
            new CameraOptions
            {
                Width = 320, Height = 240, Fps = 25, Gop = 50, Kbit = 300, User = User, Password = Password,
                Onvif = new OnvifOptions { Maker = maker, SmartCodec = smart },
            },
        ],
    });

    private async Task<DeviceRecord> AdoptAsync(OnvifDevice simulated)
    {
        (DeviceCase visit, DeviceRecord device) = test.Meet(simulated);
        visit.Confirmed = true;
        visit.Given = new CameraAccount(User, Password);
        await visitor.RunAsync(visit, TestContext.Current.CancellationToken);
        return test.Book.Find(device.DeviceId)!;
    }
}
