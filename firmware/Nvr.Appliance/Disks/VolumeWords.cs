using Nvr.Board.Disks;
using Nvr.Core.Health;

namespace Nvr.Appliance.Disks;

/// <summary>How a volume is, in sentences for the user, and how bad that is. Pure.</summary>
internal static class VolumeWords
{
    /// <param name="state">The volume.</param>
    /// <param name="reading">What else is there.</param>
    /// <param name="wasWholeSinceStart">As of <see cref="ArrayPast"/>.</param>
    public static HealthItem HealthOf(VolumeState state, DisksReading reading, bool wasWholeSinceStart)
    {
        (HealthLevel level, string sentence, string? next) = Of(state, reading, wasWholeSinceStart);
        return new HealthItem(PartOf(state.Booked), level, sentence, next, CauseOf(state));
    }

    public static string PartOf(BookedVolume booked) => "array/" + booked.Name;

    private static (HealthLevel Level, string Sentence, string? Next) Of(VolumeState state, DisksReading reading, bool wasWholeSinceStart)
    {
        string name = $"\"{state.Booked.Name}\"";
        string done = state.Array is { } array ? Progress(array) : "";
        string lost = LostOf(state, reading, wasWholeSinceStart);
        return state.Condition switch
        {
            ArrayCondition.Clean => (HealthLevel.Ok, state.Booked.ArrayId is null ? $"The disk {name} is well." : $"The array {name} is whole.", null),
            ArrayCondition.Checking => (HealthLevel.Ok, $"The array {name} is whole, and its disks are being compared{done}.", null),
            ArrayCondition.Resyncing => (HealthLevel.Unknown, $"The array {name} is whole, and its redundancy is being renewed after a power cut{done}.", null),
            ArrayCondition.Building => (HealthLevel.Unknown, $"The array {name} is being built{done}; it records already, and is not yet protected against the loss of a disk.", null),
            ArrayCondition.Mismatch => (HealthLevel.Attention, $"The disks of the array {name} do not agree in {state.Array!.MismatchedSectors} sectors.",
                "Compare them again; if that does not help, look for a disk with errors and replace it."),
            ArrayCondition.Rebuilding => (HealthLevel.Attention, $"The array {name} is being rebuilt onto a new disk{done}; until then it is not protected.", "Leave all disks in."),
            ArrayCondition.Degraded or ArrayCondition.DegradedAtStart => (HealthLevel.Attention, Degraded(state, name, lost), Replace(state, reading, wasWholeSinceStart)),
            ArrayCondition.Stopped => (HealthLevel.Failure, $"The array {name} is not running, although enough of its disks are there.", "It is being started; if that fails, restart the box."),
            ArrayCondition.ReadOnly when state.Refusal is not null => (HealthLevel.Failure, $"{Thing(state)} {name} takes no footage: its file system refuses to be used.",
                "Restart the box. If that does not help, have its disks looked at."),
            ArrayCondition.ReadOnly => (HealthLevel.Failure, $"{Thing(state)} {name} can be read, and takes no more footage.", "Save what is needed from it, then have its disks looked at."),
            _ => (HealthLevel.Failure, Failed(state, name, lost), "Keep its disks: if they only lost contact, somebody who knows Linux can put it together again (mdadm --assemble --force). If not, what was on it is lost: make a new one from new disks."),
        };
    }

    private static string Thing(VolumeState state) => state.Booked.ArrayId is null ? "The disk" : "The array";

    private static string Degraded(VolumeState state, string name, string lost)
    {
        string disk = state.Array!.Missing == 1 ? "a disk" : $"{state.Array.Missing} disks";
        string when = state.Condition == ArrayCondition.DegradedAtStart ? ", and was so when the box started" : "";
        return $"The array {name} is without {disk}{lost}{when}. It goes on recording; nothing is lost yet.";
    }

    private static string Failed(VolumeState state, string name, string lost) =>
        state.Array is null && state.Disk is null ? $"{Thing(state)} {name} is not there{lost}. Nothing can be recorded to it."
        : $"The array {name} has failed: it is without more disks than it can do without{lost}. Nothing can be recorded to it.";

    private static string Replace(VolumeState state, DisksReading reading, bool wasWholeSinceStart)
    {
        ArrayFacts array = state.Array!;
        foreach (string bay in Replacements.LostBays(array, state.Booked.Known(wasWholeSinceStart), reading))
        {
            DiskFacts? disk = reading.Disks.FirstOrDefault(d => d.Bay == bay);
            if (disk is { Content: not DiskContent.Blank } && disk.ArrayId != array.Id)
            {
                return $"The disk in bay {bay} holds {disk.ContentName}: erase it under Disks if nobody needs that, and it is taken.";
            }
            if (disk is { Content: DiskContent.Blank } && disk.SizeBytes < array.MemberBytes)
            {
                return $"The disk in bay {bay} is too small: {Gigabytes(array.MemberBytes)} are needed.";
            }
        }
        return $"Put an empty disk of at least {Gigabytes(array.MemberBytes)} into the bay with the red light; everything else goes by itself.";
    }

    private static string LostOf(VolumeState state, DisksReading reading, bool wasWholeSinceStart)
    {
        IReadOnlyList<string> bays = state.Array is { } array
            ? Replacements.LostBays(array, state.Booked.Known(wasWholeSinceStart), reading)
            : [.. state.Booked.Bays.Where(b => reading.Disks.All(d => d.Bay != b))];
        return bays.Count switch
        {
            0 => "",
            1 => $" (bay {bays[0]})",
            _ => $" (bays {string.Join(", ", bays)})",
        };
    }

    private static string Progress(ArrayFacts array)
    {
        string percent = $"{Math.Floor(array.Done * 100):0} %";
        string slowed = array.SpeedLimitKilobytes is null ? "" : ", slowed down for recording";
        return array.Left is { } left ? $" ({percent}, {Duration(left)} left{slowed})" : array.Done > 0 ? $" ({percent}{slowed})" : "";
    }

    private static string Duration(TimeSpan left) => left switch
    {
        { TotalMinutes: < 2 } => "about a minute",
        { TotalHours: < 2 } => $"about {left.TotalMinutes:0} minutes",
        { TotalHours: < 48 } => $"about {left.TotalHours:0} hours",
        _ => $"about {left.TotalDays:0} days",
    };

    private static string Gigabytes(long bytes) => $"{Math.Ceiling(bytes / 1e9):0} GB";

    private static string? CauseOf(VolumeState state) => state.Refusal ?? (state.Array is not { } array ? null
        : $"{array.Device ?? "not running"}, {RaidLevels.Title(array.Level)}, {array.InSync.Count} of {array.Slots} in sync, {array.Action}");
}
