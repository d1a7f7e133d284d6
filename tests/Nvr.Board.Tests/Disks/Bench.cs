using Nvr.Board.Disks;

namespace Nvr.Board.Tests.Disks;

/// <summary>Disks and arrays to judge.</summary>
internal static class Bench
{
    public const long Bytes = 4_000_000_000_000;

    public static DiskFacts Disk(int bay, DiskContent content = DiskContent.Blank, string? array = null) => new()
    {
        Device = $"/dev/sd{(char)('a' + bay)}",
        Id = $"S{bay}",
        Serial = $"S{bay}",
        Bay = $"{bay}",
        SizeBytes = Bytes,
        Content = content,
        ArrayId = array,
    };

    /// <summary>A running array whose members are in these states, slot by slot; null for a slot that nobody holds.</summary>
    public static ArrayFacts Array(RaidLevel level, params MemberState?[] slots) => new()
    {
        Id = "a",
        Name = "footage",
        Level = level,
        Slots = slots.Length,
        Device = "/dev/md127",
        MemberBytes = Bytes - 1_000_000,
        Members = [.. slots.Index().Where(s => s.Item is not null).Select(s => new ArrayMember($"/dev/sd{(char)('a' + s.Index + 1)}", s.Index, s.Item!.Value, 0))],
    };

    public static DisksReading Reading(ArrayFacts array, params DiskFacts[] disks) => new(disks, [array]);
}
