using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Live;
using Nvr.Recording.Policy;
using Nvr.Recording.Streams;
using Nvr.Recording.Tests.Fakes;
using Nvr.Recording.Watching;
using Nvr.Storage;
using Nvr.Storage.Settings;

namespace Nvr.Recording.Tests.Cameras;

/// <summary>The registry on real files: settings, secrets and a real footage store in a directory of its own.</summary>
public sealed class CameraRegistryTests : IAsyncDisposable
{
    private const string Secret = "s3cret-pa:ss@word";

    private readonly string root = Directory.CreateTempSubdirectory("nvr-registry-").FullName;
    private readonly HealthBoard health = new();
    private readonly ScriptedOpener opener = new();
    private DataDirectory? data;
    private FootageStore? store;
    private CameraRegistry? registry;

    public CameraRegistryTests() => Open();

    private CameraRegistry Registry => registry!;

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void Password_IsNowhereInTheView_NorInPlainOnDisk()
    {
        CameraView view = Registry.Create(Door() with { UserName = "admin", Password = Secret });

        Assert.True(view.HasPassword);
        Assert.Null(view.Settings.Password);
        string[] settings = Directory.GetFiles(Path.Combine(root, "settings"));
        Assert.NotEmpty(settings);
        Assert.DoesNotContain(settings, f => File.ReadAllText(f).Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cameras_AreFoundAgain_AfterARestart_WithTheirPasswords()
    {
        CameraId id = Registry.Create(Door() with { UserName = "admin", Password = Secret, RetainDays = 30 }).Id;

        await CloseAsync();
        Open();

        CameraView again = Assert.Single(Registry.List());
        Assert.Equal(id, again.Id);
        Assert.Equal(30, again.Settings.RetainDays);
        Assert.True(again.HasPassword);
        Assert.Equal(id, CameraRegistry.FindStored(data!, "DOOR"));
    }

    [Fact]
    public void NullPassword_KeepsTheStoredOne_EmptyRemovesIt()
    {
        CameraId id = Registry.Create(Door() with { Password = Secret }).Id;

        Assert.True(Registry.Update(id, Door() with { RetainDays = 3 }).HasPassword);
        Assert.False(Registry.Update(id, Door() with { Password = "" }).HasPassword);
    }

    [Fact]
    public void Change_OfPresentSettings_KeepsThePassword_AndOneThatThrowsChangesNothing()
    {
        CameraId id = Registry.Create(Door() with { Password = Secret, RetainDays = 3 }).Id;

        CameraView changed = Registry.Change(id, s => s with { Motion = new MotionSettings { Mode = MotionMode.On } });
        Assert.Throws<NvrException>(() => Registry.Change(id, s => throw new NvrException(ErrorKind.Outdated, "Too late.")));
        Assert.Throws<NvrException>(() => Registry.Change(id, s => s with { Motion = new MotionSettings { Sensitivity = 0 } }));

        Assert.True(changed.HasPassword);
        Assert.Equal((Secret, 3, MotionMode.On), (Registry.PasswordOf(id), Registry.Find(id)!.Settings.RetainDays, Registry.Find(id)!.Settings.Motion!.Mode));
    }

    [Fact]
    public async Task Change_OfWhatAStreamDoesNotUse_LetsItRecordOn()
    {
        var session = new ScriptedOpener.Session();
        opener.Answer(session);
        CameraId id = Registry.Create(Door()).Id;
        await UntilAsync(() => opener.Transports.Count == 1);

        Registry.Update(id, Door() with { Name = "front door", RetainDays = 3, SubUrl = new Uri("rtsp://10.0.0.5/sub") });
        await UntilAsync(() => opener.Transports.Count >= 2);
        Assert.False(session.Disposed);
        Assert.Contains(health.Read(), h => h.Part == "camera/front door/main");
        Assert.DoesNotContain(health.Read(), h => h.Part == "camera/door/main");

        Registry.Update(id, Door() with { Name = "front door", MainUrl = new Uri("rtsp://10.0.0.5/other") });
        await UntilAsync(() => session.Disposed);
    }

    [Fact]
    public void Name_InUse_IsAConflict_WithoutRegardToCase()
    {
        Registry.Create(Door());

        NvrException refusal = Assert.Throws<NvrException>(() => Registry.Create(Door() with { Name = "Door" }));
        Assert.Equal(ErrorKind.Conflict, refusal.Kind);
        Assert.Single(Registry.List());
    }

    [Theory]
    [InlineData("{ \"cameras\": [ {")]
    [InlineData("{ }")]
    [InlineData("{ \"cameras\": null }")]
    [InlineData("{ \"cameras\": [ null ] }")]
    [InlineData("{ \"cameras\": [ { \"id\": \"11111111-1111-1111-1111-111111111111\", \"settings\": null } ] }")]
    [InlineData("{ \"cameras\": [ { \"id\": \"11111111-1111-1111-1111-111111111111\", \"settings\": { \"name\": \"x\", \"mainUrl\": \"rtsp://a/\", \"recording\": { \"schedule\": [ null ] } } } ] }")]
    [InlineData("{ \"cameras\": [ { \"id\": \"11111111-1111-1111-1111-111111111111\", \"settings\": { \"name\": \"x\", \"mainUrl\": \"rtsp://a/\", \"recording\": { \"preRecordSeconds\": 86400 } } } ] }")]
    [InlineData("{ \"cameras\": [ { \"id\": \"11111111-1111-1111-1111-111111111111\", \"settings\": { \"name\": \"x\", \"mainUrl\": \"10.0.0.5\" } } ] }")]
    [InlineData("{ \"cameras\": [ { \"id\": \"11111111-1111-1111-1111-111111111111\", \"settings\": { \"name\": \"x\", \"mainUrl\": \"rtsp://a/\" } }, { \"id\": \"11111111-1111-1111-1111-111111111111\", \"settings\": { \"name\": \"y\", \"mainUrl\": \"rtsp://a/\" } } ] }")]
    public async Task DamagedSettings_AreKeptAside_TheCopyBeforeServes_AndHealthSaysSo(string content)
    {
        Registry.Create(Door());
        Registry.Create(Door() with { Name = "yard" });
        await CloseAsync();
        string file = Path.Combine(root, "settings", "cameras.json");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        Open();

        Assert.Equal("door", Assert.Single(Registry.List()).Settings.Name);
        Assert.Contains(health.Read(), i => i.Part == "settings/cameras" && i.Level == HealthLevel.Attention);
        Assert.Contains(Directory.GetFiles(Path.Combine(root, "settings")), f => f.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Camera_OfAnOlderVersion_IsRecordedAlways()
    {
        CameraId id = Registry.Create(Door()).Id;
        await CloseAsync();
        Assert.DoesNotContain("recording", await File.ReadAllTextAsync(Path.Combine(root, "settings", "cameras.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Open();

        Assert.Equal(RecordingMode.Continuous, Registry.Triggers.ModeNow(id));
    }

    [Fact]
    public async Task Policy_IsKept_AcrossARestart()
    {
        var policy = new RecordingPolicy
        {
            Mode = RecordingMode.Events,
            PreRecordSeconds = 0,
            PostRecordSeconds = 300,
            Schedule = [new ScheduleSpan(DayOfWeek.Sunday, 0, 1440, RecordingMode.Off)],
        };
        CameraId id = Registry.Create(Door() with { Recording = policy }).Id;
        await CloseAsync();

        Open();

        RecordingPolicy read = Registry.Find(id)!.Settings.Recording!;
        Assert.Equal(policy with { Schedule = null }, read with { Schedule = null });
        Assert.Equal(policy.Schedule, read.Schedule);
        Assert.NotEqual(RecordingMode.Continuous, Registry.Triggers.ModeNow(id));
    }

    [Fact]
    public async Task Motion_IsKept_AcrossARestart_AndIsWhatTheAnalysisGoesBy()
    {
        MotionZone zone = new() { Name = "Gate", Points = [new(0, 0), new(1, 0), new(1, 1)], SmallestShare = 0.25, LoiterSeconds = 30, Schedule = [new(DayOfWeek.Monday, 15, 1440)] };
        var motion = new MotionSettings { Mode = MotionMode.On, Sensitivity = 3, Zones = [zone], Masks = [new MotionMask { Points = [new(0, 0), new(0.5, 0), new(0, 0.5)] }] };
        Tripwire line = new() { Name = "Drive", Points = [new(0, 1), new(1, 0)], Direction = CrossingDirection.RightToLeft };
        CameraId id = Registry.Create(Door() with { Motion = motion with { Tripwires = [line] } }).Id;
        await CloseAsync();

        Open();

        MotionSettings read = Registry.Find(id)!.Settings.Motion!;
        Assert.Equal((MotionMode.On, (int?)3), (read.Mode, read.Sensitivity));
        Assert.Equal((zone.Name, zone.SmallestShare, zone.LargestShare, zone.LoiterSeconds), (read.Zones![0].Name, read.Zones[0].SmallestShare, read.Zones[0].LargestShare, read.Zones[0].LoiterSeconds));
        Assert.Equal(zone.Points, read.Zones[0].Points);
        Assert.Equal(zone.Schedule, read.Zones[0].Schedule);
        Assert.Equal(motion.Masks![0].Points, read.Masks![0].Points);
        Assert.Equal((line.Name, line.Direction), (read.Tripwires![0].Name, read.Tripwires[0].Direction));
        Assert.Equal(line.Points, read.Tripwires[0].Points);
        Assert.Equal((id, "door", true, read), Registry.Pictures.Plans.Select(p => (p.Camera, p.Name, p.IsEnabled, p.Settings)).Single());
    }

    [Fact]
    public void Disabled_IsAStateInWords()
    {
        CameraView view = Registry.Create(Door() with { Enabled = false });

        Assert.Equal(CameraState.Disabled, Assert.Single(view.Streams).State);
    }

    [Fact]
    public void Deleted_IsGone_AndAskingForItIsNotFound()
    {
        CameraId id = Registry.Create(Door()).Id;
        Registry.Delete(id, deleteFootage: true);

        Assert.Empty(Registry.List());
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<NvrException>(() => Registry.Update(id, Door())).Kind);
        Assert.Null(Registry.Subscribe(id, StreamKind.Main));
    }

    [Fact]
    public async Task Preview_ShowsWhatIsNoCamera_UntilItIsLeft_AndLeavesNothing()
    {
        var session = new ScriptedOpener.Session();
        session.Then(sink => new CameraScript(sink) { WithAudio = true }.Play(1));
        opener.Answer(session);

        LivePreview preview = await Registry.PreviewAsync(new StreamAddress(new Uri("rtsp://10.0.0.6/b"), null, null, CameraTransport.Auto, false, null), TestContext.Current.CancellationToken);
        Assert.NotNull((await NextAsync(preview)).Codecs);
        Assert.True((await NextAsync(preview)).IsKeyFrame);
        await preview.DisposeAsync();

        Assert.True(session.Disposed);
        Assert.Empty(Registry.List());
        Assert.Empty(Directory.GetFiles(root, "*.mp4", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Preview_OfADeviceThatHangsUp_IsOver()
    {
        var session = new ScriptedOpener.Session();
        session.Then(_ => throw new NvrException(ErrorKind.Unreachable, "The camera hung up."));
        opener.Answer(session);

        await using LivePreview preview = await Registry.PreviewAsync(new StreamAddress(new Uri("rtsp://10.0.0.6/b"), null, null, CameraTransport.Auto, false, null), TestContext.Current.CancellationToken);

        await preview.Pictures.Messages.Completion.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static async Task<LiveMessage> NextAsync(LivePreview preview) =>
        await preview.Pictures.Messages.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

    private static CameraSettings Door() => new() { Name = "door", MainUrl = new Uri("rtsp://10.0.0.5/a") };

    private void Open()
    {
        BoxClock clock = BoxClock.System();
        data = DataDirectory.Open(root);
        var options = new FootageStoreOptions { Volumes = [new VolumeOptions(data.FootagePath) { Initialise = true }] };
        store = FootageStore.Open(options, clock, health);
        registry = CameraRegistry.Open(data, store, clock, health, opener, NullLoggerFactory.Instance);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        long giveUp = Environment.TickCount64 + 60_000;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < giveUp, "It did not come about within a minute.");
            await Task.Delay(20);
        }
    }

    private async Task CloseAsync()
    {
        await registry!.DisposeAsync();
        await store!.DisposeAsync();
        data!.Dispose();
    }
}
