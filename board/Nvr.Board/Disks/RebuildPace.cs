namespace Nvr.Board.Disks;

/// <summary>
/// How fast an array may be built, rebuilt or compared beside recording, which comes first. The kernel leaves the disks to others between two pieces of that work, and footage still has to wait for the
/// piece that is being done: on slow disks for seconds. So what recording takes to make footage durable decides. Pure.
/// </summary>
public static class RebuildPace
{
    /// <summary>What the kernel itself goes down to (md(4), speed_limit_min).</summary>
    public const long LeastKilobytes = 1000;

    /// <summary>With which a disk begins to be filled that the recorder itself takes into an array: how fast it is shows only then, and until a limit takes hold footage waits for everything that was sent to it before.</summary>
    public const long FirstKilobytes = 2000;

    /// <summary>What it goes up to by itself; from there on no limit is needed.</summary>
    public const long MostKilobytes = 200_000;

    /// <summary>Between two changes: what recording took before the last one must be forgotten.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    /// <summary>Footage is made durable every two seconds. What takes as long as that is about to cost more of it at a power cut than is promised.</summary>
    public static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Well = TimeSpan.FromSeconds(1);

    /// <summary>So quick are disks that have room for a lot more.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(0.25);

    /// <summary>The next limit in kilobytes a second; null where the array may go as fast as the kernel lets it.</summary>
    /// <param name="array">At this moment.</param>
    /// <param name="slowestSync">The longest that footage took lately to become durable; null where none goes to the array.</param>
    public static long? Next(ArrayFacts array, TimeSpan? slowestSync)
    {
        if (array.Action == SyncAction.Idle || slowestSync is not { } slowest)
        {
            return null;
        }
        long? limit = array.SpeedLimitKilobytes;
        if (slowest >= TooSlow)
        {
            long present = Math.Min(limit ?? MostKilobytes, array.SpeedKilobytes > 0 ? array.SpeedKilobytes : MostKilobytes);
            return Math.Max(LeastKilobytes, present / 2);
        }
        return slowest > Well || limit is not { } held ? limit
            : held + (slowest > Quick ? held / 2 : held) is var more && more < MostKilobytes ? more : null;
    }
}
