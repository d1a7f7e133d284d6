using Nvr.Board.Disks;
using Nvr.Core.Health;

namespace Nvr.Appliance.Disks;

/// <summary>How one disk is, in sentences for the user. Pure.</summary>
internal static class DiskWords
{
    /// <summary>Null where there is nothing to tell: the disk is well, or what there is the array tells.</summary>
    public static HealthItem? HealthOf(DiskFacts disk, ArrayMember? member)
    {
        string? sentence = DiskJudge.Of(disk.Smart, member) switch
        {
            DiskVerdict.Failing => $"The disk in {Place(disk)} says itself that it will fail soon.",
            DiskVerdict.Worrying => Worry(disk, member),
            DiskVerdict.Failed => $"The disk in {Place(disk)} failed and is no longer used.",
            _ => null,
        };
        return sentence is null ? null : new HealthItem(
            PartOf(disk), HealthLevel.Attention, sentence, NextStep(disk, member), $"{disk.Model} {disk.Serial} ({disk.Device})");
    }

    public static string PartOf(DiskFacts disk) => "disk/" + (disk.Bay ?? disk.Id);

    private static string NextStep(DiskFacts disk, ArrayMember? member) => disk.Smart?.Celsius > DiskJudge.HotCelsius
        ? "Check the fan, and that air can pass."
        : member is null ? "Do not keep footage on it; replace it." : "Have a new disk ready, and put it into this bay in place of the old one.";

    private static string Worry(DiskFacts disk, ArrayMember? member) => disk.Smart?.Celsius > DiskJudge.HotCelsius
        ? $"The disk in {Place(disk)} is {disk.Smart!.Celsius} °C hot."
        : disk.Smart is { BadSectors: > 0 } smart ? $"The disk in {Place(disk)} has {smart.BadSectors} bad sectors."
        : $"The disk in {Place(disk)} could not be read {member!.ReadErrors} times; the array put that right.";

    private static string Place(DiskFacts disk) => disk.Bay is { } bay ? $"bay {bay}" : disk.Device;
}
