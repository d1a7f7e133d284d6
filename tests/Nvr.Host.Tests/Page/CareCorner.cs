using Microsoft.Playwright;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>Where an administrator looks after the box as a whole.</summary>
internal static class CareCorner
{
    public static ILocator Of(IPage page) => page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Look after" });

    public static Task ButtonAsync(ILocator care, string name) => care.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true }).ClickAsync();

    /// <summary>Nothing is wrong with what is open, and pictures of it.</summary>
    public static async Task ShowAsync(IPage page, string name)
    {
        Assert.Empty(await Axe.LookAsync(page, name));
        await Of(page).EvaluateAsync("(s) => s.scrollIntoView()");
        await Screens.TakeAsync(page, name);
    }
}
