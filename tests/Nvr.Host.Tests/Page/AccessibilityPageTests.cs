using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>axe-core in every place, by day and by night, on a desk and on a phone. What it cannot see (whether names make sense, whether the order does) the other tests of the page go through by keyboard.</summary>
public sealed class AccessibilityPageTests
{
    private const string Zone = """{"zones":[{"name":"Gate","points":[{"x":0.1,"y":0.1},{"x":0.9,"y":0.1},{"x":0.9,"y":0.9}],"smallestShare":0.01}],"masks":[{"points":[{"x":0,"y":0},{"x":0.2,"y":0},{"x":0,"y":0.2}]}],"tripwires":[{"name":"Drive","points":[{"x":0.1,"y":0.9},{"x":0.9,"y":0.2}]}]}""";

    [Fact]
    public async Task EveryPlace_HasNothingSerious_ByDayAndByNight_OnADeskAndOnAPhone()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        await api.WaitForFootageAsync(RecordedBox.Names, 4, TimeSpan.FromSeconds(90));
        string door = (await api.CameraAsync("door")).Id;
        await api.SendAsync(HttpMethod.Put, $"cameras/{door}/motion", JsonNode.Parse(Zone)!.AsObject());
        IPage page = stage.Page;
        List<string> found = [];
        foreach ((string address, string ready) in new[]
        {
            ("/", ".tile .picture:not(.waiting)"), ("/events", ".search"), ($"/review?cam={door}", "canvas.timeline"), ("/cameras", ".page > .list > li"), ($"/cameras/{door}/motion", ".shapes button"), ("/box", ".case:not([hidden])"),
        })
        {
            await page.GotoAsync(new Uri(stage.Box.Address, address).ToString());
            await page.Locator(ready).First.WaitForAsync();
            await UnfoldAsync(page);
            found.AddRange(await Axe.LookAsync(page, address));
        }
        await page.EvaluateAsync("() => fetch('/api/v1/sessions/current', { method: 'DELETE' })");
        await page.Locator(".door input[name=userName]").WaitForAsync();
        found.AddRange(await Axe.LookAsync(page, "the door"));

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    /// <summary>What is folded or not chosen is looked at, too.</summary>
    private static async Task UnfoldAsync(IPage page)
    {
        ILocator shapes = page.Locator(".shapes > li > button");
        if (await shapes.CountAsync() > 0)
        {
            await shapes.First.ClickAsync();
        }
        // All at once: one after the other, each that opens is no longer counted among those to be opened, and every second one is left out.
        await page.EvaluateAsync("() => document.querySelectorAll('#stage details').forEach((fold) => { fold.open = true; })");
        foreach (ILocator form in await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Recording", Exact = true }).AllAsync())
        {
            await form.ClickAsync();
        }
    }
}
