using Microsoft.Playwright;

namespace Nvr.Host.Tests.Page;

/// <summary>Debian's Chromium without a window, driven by Playwright. Nothing is downloaded.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
    ];

    // One serves all browsers of a test run, and ends with it.
    private static readonly Lazy<Task<IPlaywright>> s_driver = new(Playwright.CreateAsync);

    private readonly IBrowser browser;

    private Chromium(IBrowser browser)
    {
        this.browser = browser;
    }

    /// <param name="more">Arguments besides the usual ones.</param>
    public static async Task<Chromium> StartAsync(params string[] more)
    {
        IPlaywright driver = await s_driver.Value;
        IBrowser browser = await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = [.. Arguments, .. more] });
        return new Chromium(browser);
    }

    public async Task<IPage> OpenAsync(int width = 1440, int height = 900)
    {
        IPage page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        page.SetDefaultTimeout(60_000);
        return page;
    }

    /// <summary>A browser that is touched, with nothing remembered.</summary>
    public async Task<IBrowserContext> PhoneAsync(int width, int height, string locale)
    {
        IBrowserContext phone = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height }, HasTouch = true, Locale = locale, IsMobile = true, DeviceScaleFactor = 2,
        });
        phone.SetDefaultTimeout(60_000);
        return phone;
    }

    public ValueTask DisposeAsync() => browser.DisposeAsync();
}
