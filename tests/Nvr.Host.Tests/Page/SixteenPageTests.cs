using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>As many cameras as Review takes, side by side on a desk, a tablet and a phone.</summary>
public sealed class SixteenPageTests
{
    private const string Plays = "() => { const all = [...document.querySelectorAll('.cell video.recorded')]; return all.length === 16 && all.every((v) => v.readyState >= 2 && v.videoWidth > 0); }";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task Sixteen_AreReviewedAtOnce_EachWithItsNameAndItsLane()
    {
        string[] names = [.. Enumerable.Range(1, 16).Select(n => n == 7 ? "Warehouse, back entrance, looking at the loading ramp" : $"Camera {n}")];
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await SimCameraServer.StartAsync(new SimCameraOptions
        {
            Cameras = [.. Enumerable.Range(1, 16).Select(n => new CameraOptions { Name = $"cam{n}", Width = 256, Height = 144, Fps = 8, Gop = 8, Kbit = 100 })],
        });
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = [.. cameras.Cameras.Select((c, i) => (names[i], c.Url))] });
        using BoxApi api = await BoxApi.OpenAsync(box);
        await api.WaitForFootageAsync(names, 25, s_patience);
        string[] ids = [.. (await api.CamerasAsync()).Select(c => c.Id)];
        DateTimeOffset start = DateTimeOffset.FromUnixTimeMilliseconds((await api.RecentAsync(ids[0])).Spans[0].Start.Microseconds / 1000);
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(new Uri(box.Address, $"/review?cam={string.Join(',', ids)}&t={start.AddSeconds(8):yyyy-MM-ddTHH:mm:ss}Z").ToString());
        await Visitor.SignInAsync(page);

        await page.WaitForFunctionAsync(Plays, null, new PageWaitForFunctionOptions { Timeout = (float)s_patience.TotalMilliseconds });
        await Screens.TakeAsync(page, "review-sixteen");
        Assert.Empty(await Axe.LookAsync(page, "review-sixteen"));

        foreach ((int width, int columns) in new[] { (1440, 4), (820, 4), (360, 2) })
        {
            await page.SetViewportSizeAsync(width, 900);
            int[] shape = await page.EvaluateAsync<int[]>(Shape);
            Assert.Equal((width, columns, 16 / columns, 1), (width, shape[0], shape[1], shape[2]));
            Assert.InRange(shape[3], 60, width);
            // A name below one picture does not lie under the next.
            Assert.InRange(shape[4], shape[3], 400);
        }
        await page.SetViewportSizeAsync(360, 740);
        Assert.InRange((await page.Locator(".screen").BoundingBoxAsync())!.Height, 250, 740);
        await Assertions.Expect(page.Locator(".cell").First).ToBeInViewportAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screens", "review-sixteen-phone.png") });
    }

    [Fact]
    public async Task Live_ShowsOneFourNineOrSixteenOfThem_InAsManyRowsAsColumns_AndAllOfThemMove()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await SimCameraServer.StartAsync(new SimCameraOptions
        {
            Cameras = [.. Enumerable.Range(1, 16).Select(n => new CameraOptions { Name = $"cam{n}", Width = 256, Height = 144, Fps = 8, Gop = 8, Kbit = 100 })],
        });
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        using BoxApi api = await BoxApi.OpenAsync(box);
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(box.Address.ToString());
        await Visitor.SignInAsync(page);

        foreach (int columns in new[] { 1, 2, 3, 4 })
        {
            int pictures = columns * columns;
            await page.SelectOptionAsync("select[aria-label='Pictures at once']", $"{pictures}");
            await page.WaitForFunctionAsync(Moves, pictures, new PageWaitForFunctionOptions { Timeout = (float)s_patience.TotalMilliseconds });
            int[] shape = await page.EvaluateAsync<int[]>(LiveShape);
            Assert.Equal((columns, columns), (shape[0], shape[1]));
            Assert.InRange(shape[2], 600, 900);
            await Assertions.Expect(page.Locator(".livebar .pages")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Visible = pictures < 16 });
        }
    }

    /// <summary>So many live pictures are there, and each has shown several.</summary>
    private const string Moves =
        """
        (many) => {
          const all = [...document.querySelectorAll('.tile .picture')];
          return all.length === many && all.every((p) => !p.classList.contains('waiting') && p.querySelector('video').getVideoPlaybackQuality().totalVideoFrames > 4);
        }
        """;

    /// <summary>Columns, rows, and how far down the last picture reaches.</summary>
    private const string LiveShape =
        """
        () => {
          const boxes = [...document.querySelectorAll('.tile')].map((t) => t.getBoundingClientRect());
          const count = (values) => new Set(values.map(Math.round)).size;
          return [count(boxes.map((b) => b.left)), count(boxes.map((b) => b.top)), Math.round(Math.max(...boxes.map((b) => b.bottom)))];
        }
        """;

    /// <summary>Columns, rows, the number of different widths, the least height of a cell, and how far two rows are apart.</summary>
    private const string Shape =
        """
        () => {
          const boxes = [...document.querySelectorAll('.cell')].map((c) => c.getBoundingClientRect());
          const count = (values) => new Set(values.map(Math.round)).size;
          return [count(boxes.map((b) => b.left)), count(boxes.map((b) => b.top)), new Set(boxes.map((b) => Math.round(b.width / 2))).size, Math.floor(Math.min(...boxes.map((b) => b.height))), Math.round((boxes[15].top - boxes[0].top) / (count(boxes.map((b) => b.top)) - 1))];
        }
        """;
}
