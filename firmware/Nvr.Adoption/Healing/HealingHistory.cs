using Nvr.Adoption.Devices;
using Nvr.Core.Time;
using Nvr.Storage.Settings;

namespace Nvr.Adoption.Healing;

/// <summary>
/// What was done for which device in the last 24 hours, kept in <c>healing.json</c>, so that the bound on steps a day holds when the program
/// or the box starts anew. A file that cannot be read counts as an empty one. Thread-safe; writes block on the disk.
/// </summary>
public sealed class HealingHistory
{
    private const long DayUs = 86_400_000_000;

    private readonly Lock gate = new();
    private readonly SettingsFile<HealingDocument> file;
    private readonly BoxClock clock;
    private readonly List<(DeviceId Device, HealingAttempt Attempt)> steps;

    private HealingHistory(DataDirectory data, BoxClock clock)
    {
        file = new SettingsFile<HealingDocument>(data.SettingsFile("healing.json"), HealingJson.Default.HealingDocument);
        this.clock = clock;
        steps = [.. (file.Read()?.Steps ?? []).Select(FromDisk).OrderBy(s => s.Attempt.AtUs)];
    }

    public static HealingHistory Open(DataDirectory data, BoxClock clock) => new(data, clock);

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<HealingAttempt> Of(DeviceId device)
    {
        lock (gate)
        {
            return [.. steps.Where(s => s.Device == device && IsOfToday(s.Attempt)).Select(s => s.Attempt)];
        }
    }

    /// <summary>
    /// Notes a step, or what came of one that was noted: the same step at the same time is replaced. Holds in memory in any case; throws
    /// Storage when the disk does not take it.
    /// </summary>
    public void Note(DeviceId device, HealingAttempt attempt)
    {
        lock (gate)
        {
            steps.RemoveAll(s => !IsOfToday(s.Attempt) || (s.Device == device && s.Attempt.Step == attempt.Step && s.Attempt.AtUs == attempt.AtUs));
            steps.Add((device, attempt));
            file.Write(new HealingDocument { Steps = [.. steps.Select(ToDisk)] });
        }
    }

    private bool IsOfToday(HealingAttempt attempt) => clock.MonotonicUs - attempt.AtUs < DayUs;

    private StoredStep ToDisk((DeviceId Device, HealingAttempt Attempt) step) =>
        new(step.Device.Value, step.Attempt.Step, new UtcTime(step.Attempt.AtUs + clock.WallOffsetUs), step.Attempt.Outcome);

    /// <summary>What seems to lie ahead was done before the clock was set back, at an unknown time: it counts as of now.</summary>
    private (DeviceId Device, HealingAttempt Attempt) FromDisk(StoredStep stored)
    {
        long ageUs = Math.Max(0, clock.WallNow.Since(stored.At));
        return (new DeviceId(stored.Device), new HealingAttempt(stored.Step, clock.MonotonicUs - ageUs, stored.Outcome));
    }
}
