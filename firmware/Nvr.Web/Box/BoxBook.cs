using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage.Settings;

namespace Nvr.Web.Box;

/// <summary>
/// What the box is called and by which time zone it lives, kept with the settings (<see cref="FileName"/>). Brings the zone into force, at the start and at each change. Thread-safe; a change blocks on
/// the disk and throws InvalidInput, or Storage where the disk does not take it: all is as before then.
/// </summary>
public sealed class BoxBook
{
    public const string FileName = "box.json";

    private const string SettingsPart = "settings/box";
    private const string ZonePart = "settings/time-zone";

    private readonly SettingsFile<BoxFile> file;
    private readonly BoxClock clock;
    private readonly HealthBoard health;
    private readonly Lock gate = new();
    private volatile BoxFile now;

    private BoxBook(SettingsFile<BoxFile> file, BoxClock clock, HealthBoard health)
    {
        this.file = file;
        this.clock = clock;
        this.health = health;
        now = file.Read() ?? new BoxFile(null, null);
        if (file.Problem is { } problem)
        {
            health.Report(new HealthItem(SettingsPart, HealthLevel.Attention, problem));
        }
        LiveByIt(now.TimeZone);
    }

    /// <summary>Null before somebody named it.</summary>
    public string? Name => now.Name;

    /// <summary>What it is called towards people: its name, else that of the machine.</summary>
    public string ShownName => now.Name ?? Environment.MachineName;

    /// <summary>What its name is in a network, see <see cref="BoxName.HostLabel"/>; null without one.</summary>
    public string? HostLabel => now.Name is { } name ? BoxName.HostLabel(name) : null;

    /// <summary>The name of the zone in the IANA database; null before somebody chose one, which leaves it to the system.</summary>
    public string? TimeZone => now.TimeZone;

    public static BoxBook Open(string settingsDirectory, BoxClock clock, HealthBoard health) =>
        new(new SettingsFile<BoxFile>(Path.Combine(settingsDirectory, FileName), BoxJson.Default.BoxFile, f => f is { Name: null or { Length: > 0 } }), clock, health);

    /// <summary>Nulls leave what there is.</summary>
    public void Change(string? name, string? timeZone)
    {
        string? checkedName = name is null ? null : BoxName.Check(name);
        if (timeZone is not null && TimeZones.Find(timeZone) is null)
        {
            throw new NvrException(ErrorKind.InvalidInput, "'timeZone' is none that this recorder knows. It looks like Europe/Berlin.");
        }
        lock (gate)
        {
            BoxFile next = new(checkedName ?? now.Name, timeZone ?? now.TimeZone);
            if (next == now)
            {
                return;
            }
            file.Write(next);
            now = next;
            health.Forget(SettingsPart);
            LiveByIt(next.TimeZone);
        }
    }

    // A system that was updated may have dropped a zone. The box goes on by the system's, and says so.
    private void LiveByIt(string? name)
    {
        TimeZoneInfo? zone = name is null ? null : TimeZones.Find(name);
        clock.LiveIn(zone);
        if (name is null || zone is not null)
        {
            health.Forget(ZonePart);
            return;
        }
        health.Report(new HealthItem(
            ZonePart, HealthLevel.Attention, $"The time zone {name} is not known to this recorder any more, so it goes by {clock.Zone.Id}.", "Choose the time zone again on the page Box."));
    }
}
