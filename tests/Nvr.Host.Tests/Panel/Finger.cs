using System.Text.Json;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Panel;

/// <summary>A finger on a button of the simulated board.</summary>
internal static class Finger
{
    public static async Task HoldAsync(BoxApi api, string button, TimeSpan time)
    {
        await PressAsync(api, button, true);
        await Task.Delay(time, TestContext.Current.CancellationToken);
        await PressAsync(api, button, false);
    }

    private static async Task PressAsync(BoxApi api, string button, bool pressed)
    {
        using HttpResponseMessage answer = await api.AskAsync(HttpMethod.Put, $"panel/buttons/{button}", JsonSerializer.Serialize(new { pressed }));
        answer.EnsureSuccessStatusCode();
    }
}
