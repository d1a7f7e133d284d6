using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;

namespace Nvr.Host.Tests.Page;

/// <summary>A recorder with two cameras, and an administrator in front of its page.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly Scratch scratch = new();
    private SimCameraServer? cameras;
    private Chromium? chromium;

    public NvrdProcess Box { get; private set; } = null!;

    public IPage Page { get; private set; } = null!;

    /// <summary>The recorder's data directory.</summary>
    public string Data => scratch.Data;

    public static async Task<Stage> OpenAsync()
    {
        var stage = new Stage();
        try
        {
            stage.cameras = await RecordedBox.ServeAsync();
            stage.Box = await NvrdProcess.StartAsync(new NvrdStart(stage.scratch.Data) { Cameras = RecordedBox.NamedUrls(stage.cameras) });
            stage.chromium = await Chromium.StartAsync();
            stage.Page = await stage.chromium.OpenAsync();
            await Visitor.SetUpAsync(stage.Page, stage.Box);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>A phone beside the desk.</summary>
    public Task<IBrowserContext> PhoneAsync(int width, int height, string locale = "en-GB") => chromium!.PhoneAsync(width, height, locale);

    /// <summary>A page of another browser with the administrator before it.</summary>
    public async Task<IPage> SignedInAsync(IBrowserContext other)
    {
        IPage page = await other.NewPageAsync();
        await page.GotoAsync(Box.Address.ToString());
        await Visitor.SignInAsync(page);
        await page.Locator("nav").WaitForAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await (chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Box?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (cameras?.DisposeAsync() ?? ValueTask.CompletedTask);
        scratch.Dispose();
    }
}
