namespace Nvr.Web.Live;

/// <summary>Ends an open connection when its session, or its right to the camera, does: looked at once a second.</summary>
internal static class StayGuard
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);

    /// <summary>Returns when <paramref name="leaving"/> is cancelled, by itself or by others; never throws.</summary>
    public static async Task RunAsync(Func<bool> stillAllowed, CancellationTokenSource leaving)
    {
        using PeriodicTimer timer = new(CheckEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(leaving.Token))
            {
                if (!stillAllowed())
                {
                    await leaving.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended; there is nothing left to guard.
        }
    }
}
