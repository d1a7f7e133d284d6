using Bench.Recorders;
using Microsoft.Playwright;

namespace Bench.Page;

/// <summary>Debian's Chromium in front of a recorder's page, with somebody signed in. Disposing ends it.</summary>
internal sealed class PageBrowser : IAsyncDisposable
{
    /// <summary>What it is started with, whoever drives it.</summary>
    public static readonly IReadOnlyList<string> Arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--autoplay-policy=no-user-gesture-required"];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly NvrdBox box;
    private readonly string session;

    private PageBrowser(IPlaywright playwright, IBrowser browser, NvrdBox box, string session)
    {
        this.playwright = playwright;
        this.browser = browser;
        this.box = box;
        this.session = session;
    }

    public static async Task<PageBrowser> StartAsync(NvrdBox box)
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
        await using IBrowserContext first = await browser.NewContextAsync();
        IPage page = await first.NewPageAsync();
        await page.GotoAsync(box.Address.ToString());
        await page.FillAsync("input[name=userName]", NvrdBox.UserName);
        await page.FillAsync("input[name=password]", NvrdBox.Password);
        await page.ClickAsync("button[type=submit]");
        await page.Locator("nav").WaitForAsync();
        return new PageBrowser(playwright, browser, box, await first.StorageStateAsync());
    }

    /// <summary>A page in a browser that remembers the session and nothing else; <paramref name="script"/>, if there is one, runs before the page's own. Dispose its context.</summary>
    public async Task<IPage> OpenAsync(string address, string? script = null)
    {
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions { StorageState = session, ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        IPage page = await context.NewPageAsync();
        if (script is not null)
        {
            await page.AddInitScriptAsync(script);
        }
        await page.GotoAsync(new Uri(box.Address, address).ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
