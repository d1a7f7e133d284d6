using Microsoft.Playwright;
using Torture.Box;

namespace Nvr.Host.Tests.Page;

/// <summary>What somebody does in front of the page.</summary>
internal static class Visitor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Becomes the administrator with the setup code, leaves the first visit for later, and waits for the tiles of both cameras.</summary>
    public static async Task SetUpAsync(IPage page, NvrdProcess box)
    {
        await EnterAsync(page, box);
        await page.Locator(".setup .later").ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.tile video').length === 2");
    }

    /// <summary>Becomes the administrator with the setup code, and is led on.</summary>
    public static async Task EnterAsync(IPage page, NvrdProcess box)
    {
        await page.GotoAsync(box.Address.ToString());
        using var limit = new CancellationTokenSource(Patience);
        await page.FillAsync("input[name=code]", (await box.ReadSetupCodeAsync(limit.Token))!);
        await SignInAsync(page);
    }

    public static async Task SignInAsync(IPage page)
    {
        await page.FillAsync("input[name=userName]", BoxApi.UserName);
        await page.FillAsync("input[name=password]", BoxApi.Password);
        await page.ClickAsync("button[type=submit]");
    }
}
