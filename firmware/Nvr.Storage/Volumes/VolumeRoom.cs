namespace Nvr.Storage.Volumes;

/// <summary>Which of several volumes have the most room, told apart only where it matters: rooms less than a step below the freest one count as equal to it.</summary>
internal static class VolumeRoom
{
    /// <summary>In bytes. Two halves of one disk, looked at a moment apart, differ by much less; what a day of one camera takes is more.</summary>
    public const long Step = 4L << 30;

    /// <summary>Those whose free bytes are within a step of the most.</summary>
    public static IEnumerable<T> Freest<T>(IReadOnlyCollection<T> all, Func<T, long> freeBytes)
    {
        long most = all.Count == 0 ? 0 : all.Max(freeBytes);
        return all.Where(v => most - freeBytes(v) < Step);
    }
}
