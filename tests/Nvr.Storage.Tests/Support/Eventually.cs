using System.Diagnostics;

namespace Nvr.Storage.Tests.Support;

/// <summary>Waits for something that another thread brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < Limit, "Waited in vain until " + what);
            await Task.Delay(20);
        }
    }
}
