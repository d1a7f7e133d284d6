namespace Nvr.Adoption.Adopting;

/// <summary>How long to wait before a device is visited again: growing, so that a broken one costs little. Pure.</summary>
internal static class Patience
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <param name="failures">How many visits in a row came to nothing.</param>
    public static TimeSpan After(int failures)
    {
        var wait = TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Min(failures, 10)));
        return wait < Longest ? wait : Longest;
    }
}
