namespace Nvr.Adoption;

/// <summary>
/// A supervising loop: looks, rests, and looks again until it is cancelled. What a look throws is told and ends nothing but that look. Thread-safe.
/// </summary>
public static class Rounds
{
    public static async Task RunAsync(
        Func<CancellationToken, Task> look, TimeSpan rest, TimeProvider time, Action<Exception> unexpected, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await look(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug)
            {
                unexpected(bug);
            }
            await Task.Delay(rest, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
