using Microsoft.Playwright;
using Nvr.Host.Tests.Networks;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>The office network, as an administrator changes it.</summary>
public sealed class NetworkPageTests
{
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task Network_OfAMachineOfItsOwn_IsSaidToBeItsBusiness()
    {
        await using Stage stage = await Stage.OpenAsync();

        ILocator care = await OpenAsync(stage.Page);

        await Assertions.Expect(care).ToContainTextAsync("set up by its own system", Patiently);
        await Assertions.Expect(care.GetByLabel("Have a fixed address")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Network_IsTried_GivenUp_AndKeptWhenThePageIsThere()
    {
        await using OfficeStand stand = await OfficeStand.OpenAsync();
        ILocator care = await OpenAsync(stand.Page);

        await care.GetByLabel("Have a fixed address").CheckAsync();
        await FillAsync(care, "192.168.7.99", "192.168.8.1");
        await CareCorner.ButtonAsync(care, "Try these settings");
        await Assertions.Expect(care.GetByRole(AriaRole.Alert).First).ToContainTextAsync("“Gateway, if there is one” cannot be 192.168.8.1", Patiently);
        await CareCorner.ShowAsync(stand.Page, "care-network");

        await FillAsync(care, "192.168.7.99", "192.168.7.1");
        await CareCorner.ButtonAsync(care, "Try these settings");
        await Assertions.Expect(care.GetByRole(AriaRole.Link)).ToContainTextAsync("https://192.168.7.99:", Patiently);
        await CareCorner.ShowAsync(stand.Page, "care-network-tried");
        await CareCorner.ButtonAsync(care, "Give up");
        await Assertions.Expect(care).ToContainTextAsync("The former settings are back.", Patiently);

        // Where the page is already: its own questions keep it.
        await care.GetByLabel("Have a fixed address").CheckAsync();
        await FillAsync(care, OfficeStand.Address, "192.168.7.1");
        await CareCorner.ButtonAsync(care, "Try these settings");
        await Assertions.Expect(care).ToContainTextAsync("The new settings are kept.", Patiently);

        await Assertions.Expect(care.GetByLabel("Address", new LocatorGetByLabelOptions { Exact = true })).ToHaveValueAsync(OfficeStand.Address);
        Assert.Contains($"Address={OfficeStand.Address}/24\n", stand.Office, StringComparison.Ordinal);
    }

    private static async Task<ILocator> OpenAsync(IPage page)
    {
        await page.ClickAsync("nav a[href='/box']");
        ILocator care = CareCorner.Of(page);
        await care.GetByText("Network", new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        return care.Locator("details").First;
    }

    private static async Task FillAsync(ILocator care, string address, string gateway)
    {
        await care.GetByLabel("Address", new LocatorGetByLabelOptions { Exact = true }).FillAsync(address);
        await care.GetByLabel("Gateway, if there is one").FillAsync(gateway);
    }
}
