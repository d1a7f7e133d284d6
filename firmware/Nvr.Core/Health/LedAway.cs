namespace Nvr.Core.Health;

/// <summary>
/// Counts how often a camera named another device, or this box, as the place to go on to, and was not followed. By mistake of its settings or on purpose. One count for
/// the program; thread-safe.
/// </summary>
public static class LedAway
{
    private static long count;

    public static long Count => Interlocked.Read(ref count);

    public static void Note() => Interlocked.Increment(ref count);
}
