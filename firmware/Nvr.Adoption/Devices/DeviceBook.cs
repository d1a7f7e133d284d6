using System.Collections.Immutable;
using Nvr.Adoption.Makers;
using Nvr.Adoption.Timekeeping;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Onvif.Media;
using Nvr.Storage.Settings;

namespace Nvr.Adoption.Devices;

/// <summary>
/// The device book in the settings file <c>devices.json</c>. What is seen again and again (the time of the last sighting, that pictures arrive)
/// stays in memory and reaches the disk together with the next change that is worth a write; strangers that nobody did anything with are not
/// written at all.
/// </summary>
public sealed class DeviceBook : IDeviceBook
{
    /// <summary>More devices than any box has cameras: what a flood of strangers can fill.</summary>
    public const int MaxDevices = 512;

    /// <summary>How long after its last sign of life a device still counts as being there; discovery looks around every minute or less.</summary>
    private const long PresentUs = 180_000_000;

    private const string SettingsPart = "settings/devices";

    private readonly Lock gate = new();
    private readonly SettingsFile<DeviceDocument> file;
    private readonly SecretBox secrets;
    private readonly BoxClock clock;
    private readonly HealthBoard health;
    private readonly Dictionary<Guid, long> seenAtUs = [];
    private ImmutableList<DeviceRecord> devices;
    private ImmutableList<DeviceRecord> stored;

    private DeviceBook(DataDirectory data, BoxClock clock, HealthBoard health)
    {
        file = new SettingsFile<DeviceDocument>(data.SettingsFile("devices.json"), DeviceJson.Default.DeviceDocument);
        secrets = SecretBox.Open(data.SettingsFile("device.key"));
        this.clock = clock;
        this.health = health;
        devices = stored = Load();
    }

    /// <summary>Reads the book. A damaged one is kept aside and what can be had of it is used, which the health board then says.</summary>
    public static DeviceBook Open(DataDirectory data, BoxClock clock, HealthBoard health) => new(data, clock, health);

    public IReadOnlyList<DeviceRecord> List() => Volatile.Read(ref devices);

    public DeviceRecord? Find(DeviceId id) => Volatile.Read(ref devices).Find(d => d.Id == id.Value);

    public DeviceRecord? FindByCamera(CameraId camera) => Volatile.Read(ref devices).Find(d => d.Sources.Any(s => s.Camera == camera.Value));

    public SightingResult Sight(DeviceSighting sighting)
    {
        DeviceSighting seen = SightingText.Clean(sighting);
        lock (gate)
        {
            UtcTime now = clock.WallNow;
            DeviceMatch match = DeviceMatcher.Find(devices, seen, IsPresent_NeedsLock);
            DeviceRecord? before = match.Device;
            DeviceRecord after = before is null ? Enter_NeedsLock(seen, now) : Put_NeedsLock(before, SightingMerge.Into(before, seen, now));
            seenAtUs[after.Id] = clock.MonotonicUs;
            return new SightingResult(
                after,
                before is null,
                before is not null && !before.Address.Equals(after.Address),
                before is not null && (before.Port != after.Port || before.Interface != after.Interface),
                before?.State == DeviceState.Lost,
                match.Conflict);
        }
    }

    public DeviceRecord Tell(DeviceId id, DeviceNews news) =>
        Change(id, d => d with { State = DeviceLife.Next(d.State, news, d.HasCameras) });

    public DeviceRecord SetCredentials(DeviceId id, string? userName, string? password) => Change(id, d => d with
    {
        UserName = string.IsNullOrEmpty(userName) ? null : userName,
        SealedPassword = Seal(id, password),
    });

    public string? PasswordOf(DeviceId id)
    {
        DeviceRecord device = Find(id) ?? throw Unknown();
        if (device.SealedPassword is null)
        {
            return null;
        }
        if (secrets.TryUnseal(device.SealedPassword, ContextOf(id), out string? password))
        {
            return password;
        }
        string sentence = $"The stored password of the camera at {device.Address} cannot be read any more.";
        health.Report(new HealthItem($"password/{device.Id:N}", HealthLevel.Attention, sentence, "Enter the camera's password again."));
        return null;
    }

    public DeviceRecord Pin(DeviceId id, string certificateSha256) => Change(id, d => d with { PinnedCertificate = certificateSha256 });

    public DeviceRecord TrustPinned(DeviceId id) => Change(id, d => d with { TrustedCertificate = d.PinnedCertificate });

    public DeviceRecord AddSource(DeviceId id, string token, CameraId camera)
    {
        lock (gate)
        {
            DeviceRecord device = Require_NeedsLock(id);
            if (devices.Any(d => d.Id != id.Value && d.Sources.Any(s => s.Camera == camera.Value)))
            {
                throw new NvrException(ErrorKind.Conflict, "This camera belongs to another device already.");
            }
            var source = new DeviceSource { Token = token, Camera = camera.Value };
            return Put_NeedsLock(device, device with { Sources = [.. device.Sources.Where(s => s.Token != token && s.Camera != camera.Value), source] });
        }
    }

    public void RemoveCamera(CameraId camera)
    {
        lock (gate)
        {
            if (FindByCamera(camera) is { } device)
            {
                DeviceRecord without = device with { Sources = [.. device.Sources.Where(s => s.Camera != camera.Value)] };
                DeviceState state = without.HasCameras ? device.State : DeviceLife.Next(device.State, DeviceNews.Released, hasCameras: false);
                Put_NeedsLock(device, without with { State = state });
            }
        }
    }

    public DeviceRecord NoteChange(DeviceId id, EncoderChange change)
    {
        var noted = new DeviceChange { At = clock.WallNow, Before = change.Before, After = change.After, Settings = change.Settings };
        return Change(id, d => d with { Changes = ChangeHistory.Add(d.Changes, noted) });
    }

    public DeviceRecord NoteUndone(DeviceId id, string encoder) =>
        Change(id, d => d with { Changes = ChangeHistory.Undo(d.Changes, encoder, clock.WallNow) });

    public DeviceRecord NotePort(DeviceId id, string port) => Change(id, d => d with { Port = port });

    public DeviceRecord NoteClock(DeviceId id, ClockChange? change) => Change(id, d => d with { Clock = change });

    public DeviceRecord NoteSmartCodec(DeviceId id, SmartCodecRecord record) => Change(id, d => d with { SmartCodec = record });

    public IReadOnlyList<ReplacementOffer> Offers() => Replacements.Among(Volatile.Read(ref devices));

    public DeviceRecord Replace(DeviceId newcomer, DeviceId departed)
    {
        lock (gate)
        {
            ReplacementOffer offer = Offers().FirstOrDefault(o => o.Newcomer.Id == newcomer.Value && o.Departed.Id == departed.Value)
                ?? throw new NvrException(ErrorKind.Conflict, "This device does not replace the other one. Look at the list of devices again.");
            DeviceRecord heir = Inherit(offer.Newcomer, offer.Departed);
            Commit_NeedsLock(devices.RemoveAll(d => d.Id == departed.Value).Replace(offer.Newcomer, heir));
            return heir;
        }
    }

    public void Forget(DeviceId id)
    {
        lock (gate)
        {
            Commit_NeedsLock(devices.Remove(Require_NeedsLock(id)));
        }
    }

    private bool IsPresent_NeedsLock(DeviceRecord device) =>
        device.State != DeviceState.Lost && seenAtUs.TryGetValue(device.Id, out long atUs) && clock.MonotonicUs - atUs < PresentUs;

    private DeviceRecord Inherit(DeviceRecord newcomer, DeviceRecord departed)
    {
        DeviceRecord heir = newcomer with
        {
            Sources = departed.Sources,
            Name = departed.Name ?? newcomer.Name,
            State = DeviceLife.Next(newcomer.State, DeviceNews.SetUp, hasCameras: true),
        };
        return heir.SealedPassword is not null || heir.UserName is not null
            ? heir
            : heir with { UserName = departed.UserName, SealedPassword = Seal(heir.DeviceId, PasswordOf(departed.DeviceId)) };
    }

    private DeviceRecord Change(DeviceId id, Func<DeviceRecord, DeviceRecord> change)
    {
        lock (gate)
        {
            DeviceRecord device = Require_NeedsLock(id);
            return Put_NeedsLock(device, change(device));
        }
    }

    private DeviceRecord Enter_NeedsLock(DeviceSighting seen, UtcTime now)
    {
        ImmutableList<DeviceRecord> room = devices.Count < MaxDevices ? devices : MakeRoom_NeedsLock();
        DeviceRecord device = SightingMerge.Into(
            new DeviceRecord { Id = DeviceId.New().Value, State = DeviceState.Found, Address = seen.Address, FirstSeen = now, LastSeen = now }, seen, now);
        Commit_NeedsLock(room.Add(device));
        return device;
    }

    // Strangers that nobody ever did anything with go first, the longest unseen of them; never what a person decided about.
    private ImmutableList<DeviceRecord> MakeRoom_NeedsLock()
    {
        DeviceRecord? oldest = devices
            .Where(d => !d.HasCameras && d.State != DeviceState.Ignored && d.SealedPassword is null && d.Changes.Count == 0)
            .MinBy(d => (d.State != DeviceState.Lost, d.LastSeen));
        if (oldest is not null)
        {
            seenAtUs.Remove(oldest.Id);
            return devices.Remove(oldest);
        }
        throw new NvrException(ErrorKind.Exhausted, $"The recorder knows {MaxDevices} devices, which is all it can remember. Remove some that are gone.");
    }

    private DeviceRecord Put_NeedsLock(DeviceRecord before, DeviceRecord after)
    {
        Commit_NeedsLock(devices.Replace(before, after));
        return after;
    }

    private void Commit_NeedsLock(ImmutableList<DeviceRecord> changed)
    {
        ImmutableList<DeviceRecord> form = StoredForm.Of(changed);
        if (StoredForm.Differ(form, stored))
        {
            file.Write(new DeviceDocument { Devices = form });
            health.Forget(SettingsPart);
            stored = form;
        }
        Volatile.Write(ref devices, changed);
    }

    private ImmutableList<DeviceRecord> Load()
    {
        DeviceDocument? document = file.Read();
        if (file.Problem is { } problem)
        {
            health.Report(new HealthItem(SettingsPart, HealthLevel.Attention, problem, "Look through the devices; the recorder finds them again by itself."));
        }
        return document is null ? [] : StoredForm.Of([.. document.Devices.OfType<DeviceRecord>().DistinctBy(d => d.Id).Take(MaxDevices)]);
    }

    private string? Seal(DeviceId id, string? password) => string.IsNullOrEmpty(password) ? null : secrets.Seal(password, ContextOf(id));

    private DeviceRecord Require_NeedsLock(DeviceId id) => devices.Find(d => d.Id == id.Value) ?? throw Unknown();

    private static string ContextOf(DeviceId id) => $"device/{id}";

    private static NvrException Unknown() => new(ErrorKind.NotFound, "There is no such device.");
}
