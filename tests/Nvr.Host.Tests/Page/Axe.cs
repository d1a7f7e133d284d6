using System.Text.Json;
using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>axe-core over what a page shows, by day and by night, on a desk and on a phone; and whether its whole width is seen there.</summary>
internal static class Axe
{
    /// <summary>What is wrong enough to keep somebody out, each with the element and what to do.</summary>
    private const string Serious =
        """
        async () => {
          const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] });
          return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary}`));
        }
        """;

    /// <summary>What makes the page, or the place within it, wider than the screen; null where nothing does.</summary>
    private const string Beyond =
        """
        () => {
          const wide = [document.scrollingElement, document.querySelector('#stage')].find((e) => e && e.scrollWidth > innerWidth);
          const widest = wide && [...wide.querySelectorAll('*')].reduce((a, b) => (b.getBoundingClientRect().right > a.getBoundingClientRect().right ? b : a));
          return wide ? `${wide.scrollWidth} pixels on a screen of ${innerWidth}, by ${widest.outerHTML.slice(0, 160)}` : null;
        }
        """;

    public static async Task<IReadOnlyList<string>> LookAsync(IPage page, string place)
    {
        string axe = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "firmware", "Nvr.Web", "ui", "node_modules", "axe-core", "axe.min.js"), TestContext.Current.CancellationToken);
        await page.EvaluateAsync(axe);
        List<string> found = [];
        foreach ((int width, ColorScheme light) in new[] { (1440, ColorScheme.Light), (1440, ColorScheme.Dark), (360, ColorScheme.Light), (360, ColorScheme.Dark) })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = light, ReducedMotion = ReducedMotion.Reduce });
            JsonElement? faults = await page.EvaluateAsync(Serious);
            found.AddRange(faults!.Value.EnumerateArray().Select(f => $"{place}, {width}, {light}: {f.GetString()}"));
        }
        string? beyond = await page.EvaluateAsync<string?>(Beyond);
        found.AddRange(beyond is null ? [] : [$"{place}: {beyond}"]);
        await page.SetViewportSizeAsync(1440, 900);
        return found;
    }
}
