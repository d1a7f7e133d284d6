using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>A recorder that loses its power and comes back while somebody looks: the page says so, and goes on by itself.</summary>
public sealed class RestartPageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly LocatorAssertionsToContainTextOptions s_long = new() { Timeout = 60_000 };

    [Fact]
    public async Task LivePictures_ComeBack_AndNobodyHasToSignInAgain()
    {
        await using RestartStage stage = await RestartStage.OpenAsync();
        await stage.LiveAsync();
        await stage.Box.KillAsync();

        await stage.Page.WaitForFunctionAsync("() => document.querySelectorAll('.tile .picture.waiting').length === 2");
        string words = await stage.Page.Locator(".tile .why").First.InnerTextAsync();
        await Assertions.Expect(stage.Page.Locator("header")).ToContainTextAsync("does not answer", s_long);
        await stage.StartAgainAsync();
        await stage.LiveAsync();

        Assert.NotEqual("", words);
        await Assertions.Expect(stage.Page.Locator("header")).Not.ToContainTextAsync("does not answer", s_long);
        Assert.Equal(0, await stage.Page.Locator("input[name=password]").CountAsync());
    }

    [Fact]
    public async Task MomentThatWasLookedForMeanwhile_IsPlayed_OnceTheRecorderIsBack()
    {
        await using RestartStage stage = await RestartStage.OpenAsync();
        using (BoxApi api = await BoxApi.OpenAsync(stage.Box))
        {
            await api.WaitForFootageAsync(RecordedBox.Names, 25, Patience);
        }
        await stage.Page.Locator(".tile").First.ClickAsync();
        await stage.Page.Locator("canvas.timeline").WaitForAsync();
        double wantedMs = await stage.Page.EvaluateAsync<double>("() => Math.floor(Date.now() / 1000) * 1000 - 15000");
        await stage.Box.KillAsync();

        await stage.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(stage.Page.Locator(".cell .why")).Not.ToHaveTextAsync("", new LocatorAssertionsToHaveTextOptions { Timeout = 60_000 });
        string words = await stage.Page.Locator(".cell .why").InnerTextAsync();
        string place = stage.Page.Url;
        await stage.StartAgainAsync();
        await stage.Page.WaitForFunctionAsync(
            "() => { const v = document.querySelector('video.recorded'); return v && v.readyState >= 2 && !v.paused && v.currentTime > 0; }", null, new PageWaitForFunctionOptions { Timeout = 60_000 });
        double shownMs = await stage.Page.EvaluateAsync<double>("() => +document.querySelector('video.recorded').dataset.utc");

        Assert.NotEqual("", words);
        Assert.Contains("&t=", place, StringComparison.Ordinal);
        Assert.InRange(shownMs, wantedMs - 20_000, wantedMs + 30_000);
    }

    /// <summary>A recorder with two cameras at an address that it keeps, and somebody in front of its page.</summary>
    private sealed class RestartStage : IAsyncDisposable
    {
        private readonly Scratch scratch = new();
        private readonly NvrdStart start;
        private readonly SimCameraServer cameras;
        private readonly Chromium chromium;

        private RestartStage(SimCameraServer cameras, Chromium chromium)
        {
            this.cameras = cameras;
            this.chromium = chromium;
            start = new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras), Listen = $"127.0.0.1:{FreePort.Take()}" };
        }

        public NvrdProcess Box { get; private set; } = null!;

        public IPage Page { get; private set; } = null!;

        public static async Task<RestartStage> OpenAsync()
        {
            RestartStage stage = new(await RecordedBox.ServeAsync(), await Chromium.StartAsync());
            stage.Box = await NvrdProcess.StartAsync(stage.start);
            stage.Page = await stage.chromium.OpenAsync();
            await Visitor.SetUpAsync(stage.Page, stage.Box);
            return stage;
        }

        /// <summary>Waits until both tiles show pictures.</summary>
        public async Task LiveAsync() => await Page.WaitForFunctionAsync(
            "() => document.querySelectorAll('.tile .picture:not(.waiting)').length === 2", null, new PageWaitForFunctionOptions { Timeout = (float)Patience.TotalMilliseconds });

        public async Task StartAgainAsync()
        {
            await Box.DisposeAsync();
            Box = await NvrdProcess.StartAsync(start);
        }

        public async ValueTask DisposeAsync()
        {
            await chromium.DisposeAsync();
            await (Box?.DisposeAsync() ?? ValueTask.CompletedTask);
            await cameras.DisposeAsync();
            scratch.Dispose();
        }
    }
}
