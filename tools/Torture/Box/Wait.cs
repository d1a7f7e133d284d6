using System.Diagnostics;

namespace Torture.Box;

/// <summary>Waits for conditions with a limit that is generous: a slow machine makes a test slow, not red.</summary>
public static class Wait
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Throws <see cref="TimeoutException"/> with the sentence (made then) when the condition did not come true in time.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan limit, Func<string> sentence)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition().ConfigureAwait(false))
        {
            if (watch.Elapsed > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0} s: {sentence()}");
            }
            await Task.Delay(s_pause).ConfigureAwait(false);
        }
    }

    public static Task UntilAsync(Func<bool> condition, TimeSpan limit, Func<string> sentence) =>
        UntilAsync(() => Task.FromResult(condition()), limit, sentence);
}
