using Xunit;

namespace Nvr.Web.Tests;

/// <summary>Waits for what another thread is about to do, with a limit that only a real failure reaches.</summary>
public static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, "did not happen: " + what);
            await Task.Delay(10);
        }
    }
}
