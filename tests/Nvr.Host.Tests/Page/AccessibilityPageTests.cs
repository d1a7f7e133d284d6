using System.Text.Json;
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

    /// <summary>What is wrong enough to keep somebody out, each with the element and what to do.</summary>
    private const string Serious =
        """
        async () => {
          const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] });
          return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary}`));
        }
        """;

    [Fact]
    public async Task EveryPlace_HasNothingSerious_ByDayAndByNight_OnADeskAndOnAPhone()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        await api.WaitForFootageAsync(RecordedBox.Names, 4, TimeSpan.FromSeconds(90));
        string door = (await api.CameraAsync("door")).Id;
        await api.SendAsync(HttpMethod.Put, $"cameras/{door}/motion", JsonNode.Parse(Zone)!.AsObject());
        IPage page = stage.Page;
        string axe = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "firmware", "Nvr.Web", "ui", "node_modules", "axe-core", "axe.min.js"), TestContext.Current.CancellationToken);
        List<string> found = [];
        foreach ((string address, string ready) in new[]
        {
            ("/", ".tile"), ("/events", ".search"), ($"/review?cam={door}", "canvas.timeline"), ("/cameras", ".page > .list > li"), ($"/cameras/{door}/motion", ".shapes button"), ("/box", ".case:not([hidden])"),
        })
        {
            await page.GotoAsync(new Uri(stage.Box.Address, address).ToString());
            await page.Locator(ready).First.WaitForAsync();
            await page.EvaluateAsync(axe);
            await UnfoldAsync(page);
            found.AddRange(await LookAsync(page, address));
        }
        await page.EvaluateAsync("() => fetch('/api/v1/sessions/current', { method: 'DELETE' })");
        await page.Locator("input[name=userName]").WaitForAsync();
        found.AddRange(await LookAsync(page, "the door"));

        Assert.Empty(found);
    }

    /// <summary>What is folded or not chosen is looked at, too.</summary>
    private static async Task UnfoldAsync(IPage page)
    {
        ILocator shapes = page.Locator(".shapes > li > button");
        if (await shapes.CountAsync() > 0)
        {
            await shapes.First.ClickAsync();
        }
        foreach (ILocator fold in await page.Locator("#stage details:not([open]) > summary").AllAsync())
        {
            if (await fold.IsVisibleAsync())
            {
                await fold.ClickAsync();
            }
        }
        foreach (ILocator form in await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Recording", Exact = true }).AllAsync())
        {
            await form.ClickAsync();
        }
    }

    private static async Task<List<string>> LookAsync(IPage page, string place)
    {
        List<string> found = [];
        foreach ((int width, ColorScheme light) in new[] { (1440, ColorScheme.Light), (1440, ColorScheme.Dark), (360, ColorScheme.Light), (360, ColorScheme.Dark) })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = light, ReducedMotion = ReducedMotion.Reduce });
            JsonElement? faults = await page.EvaluateAsync(Serious);
            found.AddRange(faults!.Value.EnumerateArray().Select(f => $"{place}, {width}, {light}: {f.GetString()}"));
        }
        await page.SetViewportSizeAsync(1440, 900);
        return found;
    }
}
