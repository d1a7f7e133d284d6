using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Live;
using Nvr.Recording.Policy;
using Nvr.Recording.Streams;
using Nvr.Recording.Watching;
using Nvr.Storage;
using Nvr.Storage.Disk;
using Nvr.Storage.Settings;

namespace Nvr.Recording.Cameras;

/// <summary>
/// All cameras of the box: their settings on disk, their streams in motion. The root of this room. Thread-safe; see
/// <see cref="ICameraDirectory"/> for failures. Disposing it stops all streams; the footage store must outlive it.
/// </summary>
public sealed partial class CameraRegistry : ICameraDirectory, ILiveHub, IAsyncDisposable
{
    private const string SettingsPart = "settings/cameras";
    private const string FileName = "cameras.json";

    private readonly Lock gate = new();
    private readonly SettingsFile<CameraDocument> file;
    private readonly SecretBox secrets;
    private readonly FootageStore store;
    private readonly HealthBoard health;
    private readonly ILogger<CameraRegistry> logger;
    private readonly StreamPump pump;
    private readonly RecordingGates gates;
    private readonly StreamServices services;
    private Dictionary<CameraId, CameraUnit> units = [];

    private CameraRegistry(
        DataDirectory data, FootageStore store, BoxClock clock, HealthBoard health, IStreamOpener opener, ILoggerFactory loggers)
    {
        file = FileIn(data);
        secrets = SecretBox.Open(data.SettingsFile("device.key"));
        this.store = store;
        this.health = health;
        logger = loggers.CreateLogger<CameraRegistry>();
        pump = new StreamPump(clock, loggers.CreateLogger<StreamPump>());
        gates = new RecordingGates(store, clock);
        Pictures = new PictureTaps(clock.Time);
        services = new StreamServices(clock, opener, pump, gates, Pictures, loggers, RememberCertificate);
    }

    /// <summary>Grows for as long as cameras are being read; for the watchdog.</summary>
    public long PumpRounds => pump.Rounds;

    public long ReaderAllocatedBytes => pump.AllocatedBytes;

    public WatchFigures Watched => Pictures.Figures;

    /// <summary>Where to tell of events, for cameras that are recorded at events only.</summary>
    public IRecordingTriggers Triggers => gates;

    /// <summary>Where pictures can be had for analysis.</summary>
    public PictureTaps Pictures { get; }

    /// <summary>Reads the settings and starts recording every enabled camera.</summary>
    public static CameraRegistry Open(
        DataDirectory data, FootageStore store, BoxClock clock, HealthBoard health, IStreamOpener opener, ILoggerFactory loggers)
    {
        var registry = new CameraRegistry(data, store, clock, health, opener, loggers);
        registry.Load();
        return registry;
    }

    /// <summary>The id of a camera by its name, from the settings alone; null when there is none.</summary>
    public static CameraId? FindStored(DataDirectory data, string name) =>
        FileIn(data).Read()?.Cameras.FirstOrDefault(c => NamesEqual(c.Settings.Name, name))?.CameraId;

    /// <summary>
    /// In the settings alone, while no recorder runs: all cameras become former ones. What stays of them is what their recordings need, name and address; rules and passwords go.
    /// </summary>
    /// <returns>The settings files in which they stay.</returns>
    public static IReadOnlyCollection<string> Retire(DataDirectory data)
    {
        if (FileIn(data).Read() is { } stored)
        {
            FileIn(data).Write(stored with
            {
                Cameras = [.. stored.Cameras.Select(c => new CameraRecord { Id = c.Id, Settings = Former(c.Settings) })],
            });
        }
        return [FileName];
    }

    /// <summary>What a settings file of cameras says, wherever it lies; null where it is none that could have been written.</summary>
    public static CameraDocument? Parse(ReadOnlySpan<byte> stored)
    {
        try
        {
            return JsonSerializer.Deserialize(stored, CameraJson.Default.CameraDocument) is { } document && document.Holds() ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// In the settings alone, while no recorder runs: another settings file, which is to take the place of today's, keeps today's cameras that it does not know as former ones, so that their
    /// recordings are still found. Nothing happens where it is not there. Failures are those of the file system.
    /// </summary>
    public static void KeepFormer(DataDirectory data, string otherFile) =>
        Join(data, otherFile, (camera, name) => new CameraRecord { Id = camera.Id, Settings = Former(camera.Settings with { Name = name }) });

    /// <summary>As <see cref="KeepFormer"/>, for an earlier file of this very box, whose key is the same: today's cameras that it does not know go on being recorded.</summary>
    public static void KeepAdded(DataDirectory data, string otherFile) => Join(data, otherFile, (camera, name) => camera with { Settings = camera.Settings with { Name = name } });

    private static void Join(DataDirectory data, string otherFile, Func<CameraRecord, string, CameraRecord> kept)
    {
        if (!File.Exists(otherFile) || FileIn(data).Read() is not { } today || Parse(File.ReadAllBytes(otherFile)) is not { } other)
        {
            return;
        }
        List<CameraRecord> all = [.. other.Cameras];
        foreach (CameraRecord camera in today.Cameras.Where(c => other.Cameras.All(o => o.Id != c.Id)))
        {
            string name = camera.Settings.Name;
            for (int number = 2; all.Any(c => NamesEqual(c.Settings.Name, name)); number++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{camera.Settings.Name} ({number})");
            }
            all.Add(kept(camera, name));
        }
        Durable.WriteFile(otherFile, JsonSerializer.SerializeToUtf8Bytes(other with { Cameras = all }, CameraJson.Default.CameraDocument));
    }

    public IReadOnlyList<CameraView> List() => [.. Volatile.Read(ref units).Values.Select(u => u.View)];

    public IReadOnlyList<CameraMoment> MainStates() => [.. Volatile.Read(ref units).Select(u => new CameraMoment(u.Key, u.Value.MainState))];

    public CameraView? Find(CameraId id) => Volatile.Read(ref units).GetValueOrDefault(id)?.View;

    /// <summary>How the main stream is reached, with the password, for other sessions with the camera; null for an unknown one. Never show it.</summary>
    internal StreamAddress? AddressOf(CameraId id) => Volatile.Read(ref units).GetValueOrDefault(id)?.Record is { } record
        ? StreamAddress.Of(record.Settings with { Password = Unseal(record) }, StreamKind.Main, record.PinnedCertificate)
        : null;

    /// <summary>The stored password; null when there is none, or it cannot be read any more.</summary>
    public string? PasswordOf(CameraId id) => Volatile.Read(ref units).GetValueOrDefault(id) is { } unit ? Unseal(unit.Record) : null;

    public LiveSubscription? Subscribe(CameraId camera, StreamKind stream) => Joined(Volatile.Read(ref units).GetValueOrDefault(camera)?.Subscribe(stream));

    public Task<LivePreview> PreviewAsync(StreamAddress address, CancellationToken cancellation) => LivePreview.OpenAsync(address, services, cancellation);

    public LiveSubscription? SubscribeSound(CameraId camera) => Joined(Volatile.Read(ref units).GetValueOrDefault(camera)?.SubscribeSound());

    public CameraView Create(CameraSettings settings)
    {
        CameraSettings checkedSettings = CameraRules.Normalise(settings);
        lock (gate)
        {
            RequireFreeName_NeedsLock(checkedSettings.Name, null);
            CameraId id = CameraId.New();
            CameraRecord record = Seal(new CameraRecord { Id = id.Value, Settings = checkedSettings });
            var unit = new CameraUnit(record, services, health);
            var changed = new Dictionary<CameraId, CameraUnit>(units) { [id] = unit };
            Save_NeedsLock(changed.Values.Select(u => u.Record));
            units = changed;
            Start(unit, record);
            LogAdded(checkedSettings.Name);
            return unit.View;
        }
    }

    public CameraView Update(CameraId id, CameraSettings settings)
    {
        CameraSettings checkedSettings = CameraRules.Normalise(settings);
        lock (gate)
        {
            return Replace_NeedsLock(Require(id), checkedSettings);
        }
    }

    public CameraView Change(CameraId id, Func<CameraSettings, CameraSettings> change)
    {
        lock (gate)
        {
            CameraUnit unit = Require(id);
            return Replace_NeedsLock(unit, CameraRules.Normalise(change(unit.Record.Settings)));
        }
    }

    public void Delete(CameraId id, bool deleteFootage)
    {
        lock (gate)
        {
            CameraUnit unit = Require(id);
            var changed = new Dictionary<CameraId, CameraUnit>(units);
            changed.Remove(id);
            Save_NeedsLock(changed.Values.Select(u => u.Record));
            units = changed;
            LogRemoved(unit.Record.Settings.Name);
            _ = StopAndForgetAsync(unit, deleteFootage);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(units.Values.Select(u => u.StopAsync()));
        pump.Dispose();
    }

    /// <summary>Who comes to watch or listen is served at once.</summary>
    private LiveSubscription? Joined(LiveSubscription? viewer)
    {
        pump.Wake();
        return viewer;
    }

    private async Task StopAndForgetAsync(CameraUnit unit, bool deleteFootage)
    {
        await unit.StopAsync();
        gates.Forget(unit.Record.CameraId);
        Pictures.Forget(unit.Record.CameraId);
        if (deleteFootage)
        {
            store.ForgetCamera(unit.Record.CameraId);
        }
    }

    private void Load()
    {
        CameraDocument document = file.Read() ?? new CameraDocument { Cameras = [] };
        if (file.Problem is { } problem)
        {
            health.Report(new HealthItem(SettingsPart, HealthLevel.Attention, problem, "Look through the cameras and save one of them."));
            LogProblem(problem);
        }
        lock (gate)
        {
            units = document.Cameras.ToDictionary(r => r.CameraId, r => new CameraUnit(r, services, health));
            foreach (CameraUnit unit in units.Values)
            {
                Start(unit, unit.Record);
            }
        }
    }

    private void Start(CameraUnit unit, CameraRecord record)
    {
        RecordingPolicy policy = record.Settings.Recording ?? RecordingPolicy.Always;
        store.SetRetention(
            record.CameraId, record.Settings.RetainDays, record.Settings.RetainBytes, record.Settings.EventRetainDays, policy.PreRecordSeconds, policy.PostRecordSeconds);
        gates.SetPolicy(record.CameraId, record.Settings.Recording);
        CameraSettings settings = record.Settings;
        Pictures.Decide(new WatchPlan(record.CameraId, settings.Name, settings.Enabled, settings.SubUrl is not null, settings.Motion ?? MotionSettings.Usual));
        unit.Apply(record, Unseal(record));
    }

    private CameraView Replace_NeedsLock(CameraUnit unit, CameraSettings settings)
    {
        CameraRecord old = unit.Record;
        RequireFreeName_NeedsLock(settings.Name, old.CameraId);
        CameraRecord record = Seal(old with { Settings = settings });
        record = record.Settings.MainUrl.Host == old.Settings.MainUrl.Host ? record : record with { PinnedCertificate = null };
        Save_NeedsLock(units.Values.Select(u => u == unit ? record : u.Record));
        Start(unit, record);
        return unit.View;
    }

    private void Save_NeedsLock(IEnumerable<CameraRecord> records)
    {
        file.Write(new CameraDocument { Cameras = [.. records] });
        health.Forget(SettingsPart);
    }

    private void RememberCertificate(CameraId camera, string sha256)
    {
        lock (gate)
        {
            if (units.GetValueOrDefault(camera) is { } unit)
            {
                unit.Note(unit.Record with { PinnedCertificate = sha256 });
                Save_NeedsLock(units.Values.Select(u => u.Record));
            }
        }
    }

    /// <summary>Moves the password out of the settings: null keeps the sealed one, empty removes it.</summary>
    private CameraRecord Seal(CameraRecord record) => record.Settings.Password switch
    {
        null => record,
        "" => record with { Settings = record.Settings with { Password = null }, SealedPassword = null },
        string given => record with
        {
            Settings = record.Settings with { Password = null },
            SealedPassword = secrets.Seal(given, record.CameraId.ToString()),
        },
    };

    private string? Unseal(CameraRecord record)
    {
        if (record.SealedPassword is null)
        {
            return null;
        }
        if (secrets.TryUnseal(record.SealedPassword, record.CameraId.ToString(), out string? password))
        {
            return password;
        }
        string sentence = $"The stored password of {record.Settings.Name} cannot be read any more.";
        health.Report(new HealthItem($"password/{record.Id:N}", HealthLevel.Attention, sentence, "Enter the camera's password again."));
        return null;
    }

    private static CameraSettings Former(CameraSettings s) => new() { Name = s.Name, MainUrl = s.MainUrl, Enabled = false, IsFormer = true };

    private static SettingsFile<CameraDocument> FileIn(DataDirectory data) =>
        new(data.SettingsFile(FileName), CameraJson.Default.CameraDocument, d => d.Holds());

    private static bool NamesEqual(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private CameraUnit Require(CameraId id) =>
        units.GetValueOrDefault(id) ?? throw new NvrException(ErrorKind.NotFound, "There is no such camera.");

    private void RequireFreeName_NeedsLock(string name, CameraId? except)
    {
        bool taken = units.Any(u => u.Key != except && NamesEqual(u.Value.Record.Settings.Name, name));
        if (taken)
        {
            throw new NvrException(ErrorKind.Conflict, $"There is already a camera named {name}.");
        }
    }

    [LoggerMessage(LogLevel.Information, "Camera {Name} was added")]
    private partial void LogAdded(string name);

    [LoggerMessage(LogLevel.Information, "Camera {Name} was removed")]
    private partial void LogRemoved(string name);

    [LoggerMessage(LogLevel.Warning, "{Problem}")]
    private partial void LogProblem(string problem);
}
