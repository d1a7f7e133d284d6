using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>What a live picture in the page is made of, and what can be done with it: its stream, a picture to keep, the whole screen; and what is said where there is none.</summary>
public sealed class LivePictureTests
{
    private const int Width = 640;
    private const int Height = 480;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private static readonly PageWaitForFunctionOptions s_patiently = new() { Timeout = (float)s_patience.TotalMilliseconds };

    /// <summary>As many pictures are on screen, each as wide as is said, and none waits.</summary>
    private const string Wide =
        """
        ([many, wide]) => {
          const all = [...document.querySelectorAll('.picture')];
          return all.length === many && all.every((p) => !p.classList.contains('waiting') && p.querySelector('video').videoWidth === wide);
        }
        """;

    /// <summary>So many bytes of sound were decoded, and it is played aloud.</summary>
    private const string Heard =
        """
        (bytes) => {
          const audio = document.querySelector('audio');
          return audio !== null && audio.webkitAudioDecodedByteCount > bytes && !audio.muted && !audio.paused && audio.volume === 1;
        }
        """;

    /// <summary>
    /// For so many milliseconds on end sound and picture were at the same second, to ITU-R BT.1359's 125 ms, and both went on.
    /// </summary>
    private const string TogetherFor =
        """
        (ms) => new Promise((done) => {
          let since = performance.now();
          let [lastSound, lastPicture] = [0, 0];
          const look = setInterval(() => {
            const audio = document.querySelector('audio');
            const video = document.querySelector('.picture video');
            const isTogether = Math.abs(audio.currentTime - video.currentTime) <= 0.125 && audio.currentTime > lastSound && video.currentTime > lastPicture;
            [lastSound, lastPicture] = [audio.currentTime, video.currentTime];
            since = isTogether ? since : performance.now();
            if (performance.now() - since > ms) {
              clearInterval(look);
              done(true);
            }
          }, 250);
        })
        """;

    [Fact]
    public async Task SmallStream_IsAskedForWhereManyAreShown_AndTheLargeOneWhereACameraIsAlone()
    {
        await using LiveStage stage = await LiveStage.OpenAsync(withSmallStreams: true);
        IPage page = stage.Page;
        await page.WaitForFunctionAsync(Wide, new[] { 2, Width / 4 }, s_patiently);
        string[] ids = [.. (await stage.Api.CamerasAsync()).Select(c => c.Id)];
        Assert.Equal(Asked(ids, "sub"), stage.TakeAsked());

        await page.SelectOptionAsync("select[aria-label='Pictures at once']", "1");
        await page.WaitForFunctionAsync(Wide, new[] { 1, Width }, s_patiently);
        Assert.Equal(Asked([ids[0]], "main"), stage.TakeAsked());

        await page.SelectOptionAsync("select[aria-label='Pictures at once']", "4");
        await page.WaitForFunctionAsync(Wide, new[] { 2, Width / 4 }, s_patiently);
        Assert.Equal(Asked(ids, "sub"), stage.TakeAsked());

        await page.Locator(".tile").Nth(1).ClickAsync();
        await page.WaitForFunctionAsync(Wide, new[] { 1, Width }, s_patiently);
        Assert.Equal(Asked([ids[1]], "main"), stage.TakeAsked());

        await page.Locator(".chooser summary").ClickAsync();
        await page.Locator(".chooser input:not(:checked)").ClickAsync();
        await page.WaitForFunctionAsync(Wide, new[] { 2, Width / 4 }, s_patiently);
        Assert.Equal(Asked(ids, "sub"), stage.TakeAsked());
    }

    [Fact]
    public async Task OnlyCamera_OfARecorder_HasTheScreenForItself_AndIsShownInItsLargeStream()
    {
        await using LiveStage stage = await LiveStage.OpenAsync(withSmallStreams: true, "door");

        await stage.Page.WaitForFunctionAsync("() => document.querySelector('.picture:not(.waiting) video')?.videoWidth > 0", null, s_patiently);

        Assert.Equal(Asked([(await stage.Api.CameraAsync("door")).Id], "main"), stage.TakeAsked());
    }

    [Fact]
    public async Task Picture_FillsTheWholeScreen_OnceThatIsAskedFor()
    {
        await using LiveStage stage = await LiveStage.OpenAsync(withSmallStreams: false);
        IPage page = stage.Page;
        await page.Locator(".tile").First.ClickAsync();
        ILocator full = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Full screen" });
        await page.WaitForFunctionAsync(Wide, new[] { 1, Width }, s_patiently);

        await full.ClickAsync();
        await page.WaitForFunctionAsync("() => document.fullscreenElement?.matches('.screen')", null, s_patiently);
        await page.WaitForFunctionAsync(
            "() => { const { width, height } = document.fullscreenElement.getBoundingClientRect(); return width === innerWidth && height === innerHeight; }", null, s_patiently);
        Assert.Equal(1, await page.EvaluateAsync<int>("() => document.fullscreenElement.querySelectorAll('.picture:not(.waiting) video').length"));
    }

    [Fact]
    public async Task PictureThatIsKept_IsAJpegAsLargeAsItCame_NamedByCameraAndMoment()
    {
        await using LiveStage stage = await LiveStage.OpenAsync(withSmallStreams: true);
        IPage page = stage.Page;
        await page.Locator(".tile", new PageLocatorOptions { HasText = "yard" }).ClickAsync();
        await page.WaitForFunctionAsync(Wide, new[] { 1, Width }, s_patiently);
        long earliest = Clocks.Now.Microseconds / 1_000_000;

        IDownload kept = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Keep this picture" }).ClickAsync());
        string file = stage.At("kept.jpg");
        await kept.SaveAsAsync(file);
        string facts = await ForeignProgram.OutputAsync(
            "ffprobe", "-v", "error", "-f", "lavfi", "-i", $"movie={file},signalstats", "-show_entries", "frame=width,height:frame_tags=lavfi.signalstats.YMIN,lavfi.signalstats.YMAX", "-of", "json");

        Assert.Equal([0xFF, 0xD8, 0xFF], (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))[..3]);
        using JsonDocument probed = JsonDocument.Parse(facts);
        JsonElement frame = probed.RootElement.GetProperty("frames")[0];
        Assert.Equal((Width, Height), (frame.GetProperty("width").GetInt32(), frame.GetProperty("height").GetInt32()));
        // A test picture, and not an empty sheet.
        Assert.InRange(Brightness(frame, "YMAX") - Brightness(frame, "YMIN"), 100, 255);
        Assert.StartsWith("yard ", kept.SuggestedFilename, StringComparison.Ordinal);
        var named = DateTimeOffset.ParseExact(kept.SuggestedFilename["yard ".Length..], "yyyy-MM-dd HH.mm.ss'.jpg'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.InRange(named.ToUnixTimeSeconds(), earliest - 2, (Clocks.Now.Microseconds / 1_000_000) + 2);
    }

    [Theory]
    [InlineData("door", "mp4a.40.2")]
    [InlineData("gate", "flac")]
    public async Task Sound_OfACameraAlone_IsHeardBesideItsPicture_FromThePressOfItsButtonToTheNext(string camera, string codec)
    {
        await using LiveStage stage = await LiveStage.OpenAsync(withSmallStreams: false, camera, "yard");
        IPage page = stage.Page;
        ConcurrentQueue<string> told = new();
        List<IWebSocketRoute> lines = [];
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => told.Enqueue(frame.Text ?? "");
        await page.RouteWebSocketAsync(
            url => url.EndsWith("/live/sound", StringComparison.Ordinal),
            line =>
            {
                line.ConnectToServer();
                lines.Add(line);
            });
        await page.Locator(".tile", new PageLocatorOptions { HasText = camera }).ClickAsync();
        await page.WaitForFunctionAsync(Wide, new[] { 1, Width }, s_patiently);
        ILocator button = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sound", Exact = true });
        Assert.Empty(lines);

        await button.ClickAsync();
        await page.WaitForFunctionAsync(Heard, 20_000, s_patiently);
        Assert.Equal("true", await button.GetAttributeAsync("aria-pressed"));
        Assert.Contains(told, t => t.Contains($"\"codecs\":\"{codec}\"", StringComparison.Ordinal));
        await page.WaitForFunctionAsync(TogetherFor, 3_000, s_patiently);
        await Screens.TakeAsync(page, "live-heard");

        await lines[0].CloseAsync(new WebSocketRouteCloseOptions { Code = 1001 });
        await Wait.UntilAsync(() => Task.FromResult(lines.Count == 2), s_patience, () => "the page asks for the sound again");
        await page.WaitForFunctionAsync(Heard, 20_000, s_patiently);
        await page.WaitForFunctionAsync(TogetherFor, 1_000, s_patiently);

        await stage.StopAsync(camera);
        ILocator silent = page.GetByText("No sound has come for some seconds.");
        await Assertions.Expect(silent).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = (float)s_patience.TotalMilliseconds });

        await button.ClickAsync();
        await Assertions.Expect(silent).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("audio")).ToHaveCountAsync(0);
        Assert.Equal("false", await button.GetAttributeAsync("aria-pressed"));
    }

    [Fact]
    public async Task CameraWithoutAMicrophone_OffersNoSound()
    {
        await using LiveStage stage = await LiveStage.OpenAsync(withSmallStreams: false);
        IPage page = stage.Page;
        await page.Locator(".tile", new PageLocatorOptions { HasText = "yard" }).ClickAsync();
        await page.WaitForFunctionAsync(Wide, new[] { 1, Width }, s_patiently);

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Full screen" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sound", Exact = true })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task CameraThatIsGone_IsExplainedInTheWordsOfItsDiagnosis_WhileTheOtherMovesOn_AndTheHealthLeadsThere()
    {
        await using LiveStage stage = await LiveStage.OpenAsync(withSmallStreams: false);
        IPage page = stage.Page;
        await page.WaitForFunctionAsync(Wide, new[] { 2, Width }, s_patiently);
        ILocator gone = page.Locator(".tile", new PageLocatorOptions { HasText = "yard" });
        await stage.StopAsync("yard");

        await SameAsTheApiAsync(stage, gone.Locator(".why"));
        await Wait.UntilAsync(
            async () => await page.Locator(".health").GetAttributeAsync("data-level") == (await stage.Api.GetAsync("health")).GetProperty("items")[0].GetProperty("level").GetString(),
            s_patience,
            () => "the line on top has the level of the worst finding");
        Assert.Contains(await page.Locator(".health").GetAttributeAsync("data-level"), (string[])["attention", "failure"]);
        await Assertions.Expect(page.Locator(".health .sentence")).ToContainTextAsync("yard");
        double before = await FramesAsync(page);
        await Wait.UntilAsync(async () => await FramesAsync(page) > before + 10, s_patience, () => "the other picture moves");
        await Screens.TakeAsync(page, "live-one-gone");

        await page.Locator(".health .action a").ClickAsync();
        await page.WaitForURLAsync("**/cameras");
        await SameAsTheApiAsync(stage, page.Locator(".list li", new PageLocatorOptions { HasText = "yard" }).Locator("p").First);
    }

    /// <summary>Waits until the page says of the camera that is gone what the diagnosis says at that time.</summary>
    private static async Task SameAsTheApiAsync(LiveStage stage, ILocator place)
    {
        (string told, string shown) = ("", "");
        await Wait.UntilAsync(
            async () =>
            {
                StreamReading main = (await stage.Api.CameraAsync("yard")).Main;
                told = $"{main.Sentence} {main.NextStep}".Trim();
                shown = await place.TextContentAsync() ?? "";
                return main.State is not ("recording" or "connecting" or "waiting") && shown == told;
            },
            s_patience,
            () => $"“{shown}” is “{told}”");
    }

    private static Task<double> FramesAsync(IPage page) =>
        page.Locator(".tile", new PageLocatorOptions { HasText = "door" }).Locator(".picture:not(.waiting) video").EvaluateAsync<double>("(v) => v.getVideoPlaybackQuality().totalVideoFrames");

    private static string[] Asked(IEnumerable<string> ids, string stream) => [.. ids.Select(id => $"/api/v1/cameras/{id}/live?stream={stream}").Order(StringComparer.Ordinal)];

    private static int Brightness(JsonElement frame, string name) =>
        int.Parse(frame.GetProperty("tags").GetProperty($"lavfi.signalstats.{name}").GetString()!, CultureInfo.InvariantCulture);

    /// <summary>A recorder whose cameras have large pictures and, if wanted, small ones; and the administrator in front of its live place.</summary>
    private sealed class LiveStage : IAsyncDisposable
    {
        private readonly Scratch scratch = new();
        private readonly ConcurrentQueue<string> asked = new();
        private readonly Dictionary<string, SimCameraServer> cameras = [];
        private NvrdProcess? box;
        private Chromium? chromium;

        public BoxApi Api { get; private set; } = null!;

        public IPage Page { get; private set; } = null!;

        public static async Task<LiveStage> OpenAsync(bool withSmallStreams, params string[] names)
        {
            var stage = new LiveStage();
            try
            {
                await stage.BeginAsync(withSmallStreams, names.Length == 0 ? ["door", "yard"] : names);
                return stage;
            }
            catch
            {
                await stage.DisposeAsync();
                throw;
            }
        }

        public string At(string name) => scratch.At(name);

        public async Task StopAsync(string name)
        {
            cameras.Remove(name, out SimCameraServer? camera);
            await camera!.DisposeAsync();
        }

        /// <summary>The live pictures that the page asked for since it was last asked here, in the order of their addresses.</summary>
        public string[] TakeAsked()
        {
            List<string> taken = [];
            while (asked.TryDequeue(out string? one))
            {
                taken.Add(one);
            }
            return [.. taken.Order(StringComparer.Ordinal)];
        }

        public async ValueTask DisposeAsync()
        {
            await (chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
            Api?.Dispose();
            await (box?.DisposeAsync() ?? ValueTask.CompletedTask);
            foreach (SimCameraServer camera in cameras.Values)
            {
                await camera.DisposeAsync();
            }
            scratch.Dispose();
        }

        private async Task BeginAsync(bool withSmallStreams, string[] names)
        {
            foreach (string name in names)
            {
                cameras[name] = await SimCameraServer.StartAsync(new SimCameraOptions
                {
                    Cameras = [new CameraOptions { Name = name, Width = Width, Height = Height, Fps = 12, Gop = 12, Kbit = 400, Audio = name switch { "door" => AudioCodec.Aac, "gate" => AudioCodec.Pcma, _ => AudioCodec.None } }],
                });
            }
            box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
            Api = await BoxApi.OpenAsync(box);
            foreach (SimulatedCamera camera in cameras.Values.Select(c => c.Cameras[0]))
            {
                await Api.SendAsync(HttpMethod.Post, "cameras", new JsonObject
                {
                    ["name"] = camera.Name, ["mainUrl"] = camera.Url.OriginalString, ["subUrl"] = withSmallStreams ? camera.SubUrl.OriginalString : null,
                });
            }
            string lacking = "";
            await Wait.UntilAsync(
                async () =>
                {
                    lacking = string.Join(", ", (await Api.CamerasAsync()).SelectMany(c => c.Streams.Where(s => s.State != "recording").Select(s => $"{c.Name} {s.Stream} is {s.State}")));
                    return lacking.Length == 0;
                },
                s_patience,
                () => lacking);
            chromium = await Chromium.StartAsync();
            Page = await chromium.OpenAsync();
            Page.WebSocket += (_, socket) => asked.Enqueue(new Uri(socket.Url).PathAndQuery);
            await Page.GotoAsync(box.Address.ToString());
            await Visitor.SignInAsync(Page);
            await Page.WaitForFunctionAsync("(many) => document.querySelectorAll('.tile video').length === many", names.Length, s_patiently);
        }
    }
}
