namespace Nvr.Board.Disks;

/// <summary>From what a disk says of itself, and what its array says of it, to a verdict. Pure.</summary>
public static class DiskJudge
{
    /// <summary>Disks for recorders are specified up to 60 to 65 °C; above 60 they age fast.</summary>
    public const int HotCelsius = 60;

    /// <param name="smart">What the disk says; null when it says nothing.</param>
    /// <param name="member">Its place in an array; null when it has none.</param>
    public static DiskVerdict Of(SmartFacts? smart, ArrayMember? member)
    {
        if (member?.State == MemberState.Faulty)
        {
            return DiskVerdict.Failed;
        }
        if (smart is { IsFailing: true })
        {
            return DiskVerdict.Failing;
        }
        if (member is { ReadErrors: > 0 } || smart is { BadSectors: > 0 } || smart?.Celsius > HotCelsius)
        {
            return DiskVerdict.Worrying;
        }
        return smart is null ? DiskVerdict.Unknown : DiskVerdict.Well;
    }
}
