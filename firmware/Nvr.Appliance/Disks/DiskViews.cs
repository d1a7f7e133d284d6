using Nvr.Board.Disks;
using Nvr.Board.Panel;
using Nvr.Board.Parts;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Web.Disks;

namespace Nvr.Appliance.Disks;

/// <summary>From the picture of the disks to what the page and the API show, and back from their words. Pure.</summary>
internal static class DiskViews
{
    private static readonly (string Word, RaidLevel Level)[] Levels =
        [("single", RaidLevel.Single), ("raid1", RaidLevel.Raid1), ("raid5", RaidLevel.Raid5), ("raid6", RaidLevel.Raid6), ("raid10", RaidLevel.Raid10)];

    public static RaidLevel LevelOf(string word) => Levels.FirstOrDefault(l => l.Word == word) is { Word: not null } found
        ? found.Level
        : throw new NvrException(ErrorKind.InvalidInput, $"'level' is one of {string.Join(", ", Levels.Select(l => l.Word))}.");

    public static FileSystemKind FileSystemOf(string word) => word switch
    {
        "ext4" => FileSystemKind.Ext4,
        "xfs" => FileSystemKind.Xfs,
        _ => throw new NvrException(ErrorKind.InvalidInput, "'fileSystem' is ext4 or xfs."),
    };

    public static DisksView Of(DiskPicture picture, IReadOnlyList<BayDescription> bays, IReadOnlyList<BayState> states, WorkView? work) => new(
        true,
        picture.Trouble,
        [.. bays.Zip(states, (b, s) => new BayView(b.Name, Word(s), picture.Reading.Disks.FirstOrDefault(d => d.Bay == b.Name)?.Id))],
        [.. picture.Reading.Disks.Select(d => DiskOf(d, picture))],
        [.. picture.Volumes.Select(v => OwnOf(v, picture)), .. picture.Reading.Arrays.Where(a => !picture.IsOwn(a.Id)).Select(ForeignOf), .. picture.ForeignSingles.Select(ForeignOf)],
        [.. StoragePlanner.For(picture.Reading.Disks).Select(PlanOf)],
        work,
        StoragePlanner.AfterErasing(picture.Reading.Disks.Where(d => !IsInUse(d, picture))) is { } plan ? PlanOf(plan) : null);

    private static PlanView PlanOf(StoragePlan plan) => new(WordOf(plan.Level), [.. plan.Disks.Select(d => d.Id)], plan.UsableBytes, plan.Spares, plan.IsRecommended);

    // Of an array, of this box's own footage, or of another recorder's: whoever wants those gone says so by their own names.
    private static bool IsInUse(DiskFacts disk, DiskPicture picture) =>
        disk.ArrayId is not null || BayStates.PlaceOf(disk, picture.Reading).Array is not null
        || picture.Volumes.Any(v => v.Disk?.Device == disk.Device) || picture.ForeignSingles.Any(f => f.Device == disk.Device);

    private static DiskView DiskOf(DiskFacts disk, DiskPicture picture)
    {
        (ArrayFacts? array, ArrayMember? member) = BayStates.PlaceOf(disk, picture.Reading);
        string? single = picture.Volumes.FirstOrDefault(v => v.Disk?.Device == disk.Device)?.Booked.Id;
        return new DiskView(
            disk.Id, disk.Device, disk.Bay, disk.Model, disk.Serial, disk.SizeBytes, disk.Smart?.Celsius, disk.Smart?.PowerOnHours, disk.Smart?.BadSectors, member?.ReadErrors ?? 0,
            Word(DiskJudge.Of(disk.Smart, member)), disk.IsSystem, disk.ContentName, StoragePlanner.MayBeUsed(disk), array?.Id ?? disk.ArrayId ?? single,
            member is null ? null : Word(member.State));
    }

    private static DiskVolumeView OwnOf(VolumeState state, DiskPicture picture)
    {
        HealthItem said = VolumeWords.HealthOf(state, picture.Reading, true);
        ArrayFacts? array = state.Array;
        return new DiskVolumeView(
            state.Booked.Id, state.Booked.Name, array is not null ? WordOf(array.Level) : state.Booked.ArrayId is null ? "single" : "other", true, Word(state.Condition), said.Sentence,
            said.NextStep, ProgressOf(array), (long?)array?.Left?.TotalSeconds, array?.Slots ?? 1, array?.Missing ?? 0, array?.MismatchedSectors ?? 0,
            array?.SizeBytes ?? state.Disk?.SizeBytes ?? 0, state.FileSystem?.Type, state.MountedAt);
    }

    private static DiskVolumeView ForeignOf(ArrayFacts array) => new(
        array.Id, array.Name, WordOf(array.Level), false, "foreign", $"The array \"{array.Name}\" belongs to another system.",
        "Take it into use if it holds footage of a recorder like this one. If nobody needs it, delete it; its disks are empty then.", ProgressOf(array),
        (long?)array.Left?.TotalSeconds, array.Slots, array.IsRunning ? array.Missing : Math.Max(0, array.Slots - array.Members.Count), array.MismatchedSectors, array.SizeBytes,
        array.FileSystem?.Type, array.FileSystem?.MountedAt);

    // It has no name of its own; its serial number is what deleting it is confirmed with.
    private static DiskVolumeView ForeignOf(DiskFacts disk) => new(
        disk.FileSystem!.Uuid, DiskRoom.SerialOf(disk), WordOf(RaidLevel.Single), false, "foreign", $"The disk in bay {disk.Bay} belongs to another recorder.",
        "Take it into use with the footage on it. If nobody needs that, delete it; the disk is empty then.", null, null, 1, 0, 0, disk.SizeBytes, disk.FileSystem.Type, disk.FileSystem.MountedAt);

    private static double? ProgressOf(ArrayFacts? array) => array is { Action: not SyncAction.Idle } ? array.Done : null;

    private static string WordOf(RaidLevel level) => Levels.FirstOrDefault(l => l.Level == level).Word ?? "other";

    // As JSON writes names: the first letter small.
    private static string Word<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
