using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>Somebody before the motion form of a camera. Places are shares of its picture.</summary>
internal sealed class MotionStand(IPage page, BoxApi api, string camera, bool hasFingers)
{
    public IPage Page => page;

    public ILocator Corners => page.Locator(".handle.corner");

    public ILocator Bar => page.Locator(".savebar");

    /// <param name="stage">Its administrator is in front of the page, unless another page is given.</param>
    /// <param name="api">Of the same box.</param>
    /// <param name="touched">A page that is touched, signed in already.</param>
    /// <param name="camera">Whose form.</param>
    public static async Task<MotionStand> OpenAsync(Stage stage, BoxApi api, IPage? touched = null, string camera = "door")
    {
        IPage page = touched ?? stage.Page;
        await page.ClickAsync("nav a[href='/cameras']");
        await page.Locator(".page > .list > li", new PageLocatorOptions { HasText = camera }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Motion" }).ClickAsync();
        await page.Locator(".motion .savebar").WaitForAsync();
        return new MotionStand(page, api, (await api.CameraAsync(camera)).Id, touched is not null);
    }

    public static void AssertPoints((double X, double Y)[] wanted, JsonElement shape, double within = 0.006)
    {
        JsonElement[] points = [.. shape.GetProperty("points").EnumerateArray()];
        Assert.Equal(wanted.Length, points.Length);
        Assert.All(wanted.Zip(points), pair =>
        {
            Assert.Equal(pair.First.X, pair.Second.GetProperty("x").GetDouble(), within);
            Assert.Equal(pair.First.Y, pair.Second.GetProperty("y").GetDouble(), within);
        });
    }

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Field(string name) => page.Locator($".shape input[name={name}]");

    public ILocator ShapeNamed(string name) => page.Locator(".shapes button", new PageLocatorOptions { HasText = name });

    /// <summary>The picture is there, in the shape of the camera's: its coordinates are those of the API.</summary>
    public async Task HasPictureAsync()
    {
        await page.WaitForFunctionAsync("() => document.querySelector('.backdrop > img').naturalHeight === 720");
        LocatorBoundingBoxResult frame = await FrameAsync();
        Assert.Equal(320.0 / 240, frame.Width / frame.Height, 0.01);
    }

    public async Task DrawAsync(string button, params (double X, double Y)[] places)
    {
        await (hasFingers ? Button(button).TapAsync() : Button(button).ClickAsync());
        foreach ((double x, double y) in places)
        {
            await TapAsync(x, y);
        }
    }

    public async Task TapAsync(double x, double y)
    {
        (float X, float Y) at = await AtAsync(x, y);
        await (hasFingers ? page.Touchscreen.TapAsync(at.X, at.Y) : page.Mouse.ClickAsync(at.X, at.Y));
    }

    public async Task DragAsync(ILocator handle, double x, double y)
    {
        await handle.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult from = (await handle.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(from.X + (from.Width / 2), from.Y + (from.Height / 2));
        await page.Mouse.DownAsync();
        (float X, float Y) to = await AtAsync(x, y);
        await page.Mouse.MoveAsync(to.X, to.Y, new MouseMoveOptions { Steps = 5 });
        await page.Mouse.UpAsync();
    }

    /// <summary>Playwright has no finger that moves; the browser's own protocol has.</summary>
    public async Task DragByFingerAsync(int corner, double x, double y)
    {
        await Corners.Nth(corner).ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult handle = (await Corners.Nth(corner).BoundingBoxAsync())!;
        (float X, float Y) to = await AtAsync(x, y);
        ICDPSession browser = await page.Context.NewCDPSessionAsync(page);
        Task TouchAsync(string type, params (float X, float Y)[] fingers) => browser.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
        {
            ["type"] = type, ["touchPoints"] = fingers.Select(f => new Dictionary<string, object> { ["x"] = f.X, ["y"] = f.Y }).ToArray(),
        });
        (float X, float Y) from = (handle.X + (handle.Width / 2), handle.Y + (handle.Height / 2));
        await TouchAsync("touchStart", from);
        await TouchAsync("touchMove", ((from.X + to.X) / 2, (from.Y + to.Y) / 2));
        await TouchAsync("touchMove", to);
        await TouchAsync("touchEnd");
    }

    public async Task SaveAsync()
    {
        await Button("Save").ClickAsync();
        await Assertions.Expect(Bar).ToContainTextAsync("Saved.", new LocatorAssertionsToContainTextOptions { Timeout = 90_000 });
    }

    /// <summary>Where the arrow of the only line points.</summary>
    public async Task<string[]> ArrowAsync() => await page.EvaluateAsync<string[]>("() => { const { x, y } = document.querySelector('.scene .arrow').dataset; return [x, y.replace('-0.000', '0.000')]; }");

    public async Task<JsonElement> MotionAsync() => (await api.GetAsync($"cameras/{camera}/motion")).GetProperty("motion");

    /// <summary>What somebody else decides.</summary>
    public Task PutAsync(string motion) => api.SendAsync(HttpMethod.Put, $"cameras/{camera}/motion", JsonNode.Parse(motion)!.AsObject());

    /// <summary>Everything that is to be hit in the form is at least 44 pixels high.</summary>
    public async Task AssertFingersHitAsync()
    {
        string[] small = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.motion button, .motion select, .motion summary, .motion label.check, .motion input:not([type=checkbox])')]
              .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
              .map((e) => `${e.tagName} ${e.className} ${e.textContent}: ${e.getBoundingClientRect().height}`)
            """);
        Assert.Empty(small);
    }

    private async Task<LocatorBoundingBoxResult> FrameAsync() => (await page.Locator(".frame").BoundingBoxAsync())!;

    private async Task<(float X, float Y)> AtAsync(double x, double y)
    {
        LocatorBoundingBoxResult frame = await FrameAsync();
        return ((float)(frame.X + (x * frame.Width)), (float)(frame.Y + (y * frame.Height)));
    }
}
