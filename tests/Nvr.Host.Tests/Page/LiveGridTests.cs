using Microsoft.Playwright;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>The live grid in a real browser: how many pictures, in which order.</summary>
public sealed class LiveGridTests
{
    [Fact]
    public async Task Pictures_AreShownOneAtATime_ByPages_AndTheChoiceStays()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;

        await page.SelectOptionAsync("select[aria-label='Pictures at once']", "1");
        await Assertions.Expect(page.Locator(".tile")).ToHaveCountAsync(1);
        string first = await page.Locator(".tile .name").InnerTextAsync();
        await page.ClickAsync("button[aria-label='More cameras']");
        await Assertions.Expect(page.Locator(".tile .name")).Not.ToHaveTextAsync(first);
        await Assertions.Expect(page.Locator(".livebar")).ToContainTextAsync("2 of 2");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".tile")).ToHaveCountAsync(1);

        await page.SelectOptionAsync("select[aria-label='Pictures at once']", "0");
        await Assertions.Expect(page.Locator(".tile")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Tiles_AreDraggedToTheirPlaces_ByMouseAndByKeys_AndStayThere()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        string[] before = await NamesAsync(page);
        await page.ClickAsync("button:text-is('Arrange')");

        LocatorBoundingBoxResult from = (await page.Locator(".tile").Nth(0).BoundingBoxAsync())!;
        LocatorBoundingBoxResult to = (await page.Locator(".tile").Nth(1).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(from.X + (from.Width / 2), from.Y + (from.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to.X + (to.Width / 2), to.Y + (to.Height / 2), new MouseMoveOptions { Steps = 4 });
        await page.Mouse.UpAsync();
        string[] dragged = await NamesAsync(page);
        await Screens.TakeAsync(page, "live-arranging");
        await page.ClickAsync("button:text-is('Done')");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".tile")).ToHaveCountAsync(2);
        string[] afterwards = await NamesAsync(page);
        await page.ClickAsync("button:text-is('Arrange')");
        await page.Locator(".tile").Nth(1).FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");

        Assert.Equal(before.Reverse(), dragged);
        Assert.Equal(dragged, afterwards);
        Assert.Equal(before, await NamesAsync(page));
        Assert.EndsWith("/", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnLayout_HasItsColumns_ALargeFirstPicture_AndTheCamerasThatWereChosen_AndStays()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        string[] names = await NamesAsync(page);

        await page.SelectOptionAsync("select[aria-label='Pictures at once']", "-1");
        await page.SelectOptionAsync("select[aria-label='Columns']", "4");
        await page.GetByLabel("First picture large").CheckAsync();
        await Assertions.Expect(page.Locator(".tile .picture:not(.waiting)")).ToHaveCountAsync(2);
        await Screens.TakeAsync(page, "live-own");
        double[] widths = [.. await Task.WhenAll(Enumerable.Range(0, 2).Select(async i => (double)(await page.Locator(".tile").Nth(i).BoundingBoxAsync())!.Width))];
        Assert.InRange(widths[0] / widths[1], 1.95, 2.1);

        await page.GetByLabel(names[0], new PageGetByLabelOptions { Exact = true }).UncheckAsync();
        Assert.Equal([names[1]], await NamesAsync(page));
        await page.ClickAsync("button:text-is('Done')");
        await Assertions.Expect(page.GetByLabel("Columns")).ToBeHiddenAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".tile .name")).ToHaveTextAsync(names[1]);

        await page.ClickAsync("button:text-is('Arrange')");
        await page.GetByLabel(names[1], new PageGetByLabelOptions { Exact = true }).UncheckAsync();
        await Assertions.Expect(page.Locator(".grid")).ToContainTextAsync("No camera is in your layout.");
        await page.GetByLabel(names[1], new PageGetByLabelOptions { Exact = true }).CheckAsync();
        await Assertions.Expect(page.Locator(".tile")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    [InlineData(9, 3)]
    [InlineData(16, 4)]
    public async Task Layout_OfSoManyPictures_HasTheColumnsForThem(int pictures, int columns)
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;

        await page.SelectOptionAsync("select[aria-label='Pictures at once']", $"{pictures}");
        await Assertions.Expect(page.Locator(".tile")).ToHaveCountAsync(Math.Min(pictures, 2));

        double[] widths = await page.EvaluateAsync<double[]>("() => getComputedStyle(document.querySelector('.grid')).gridTemplateColumns.split(' ').map(parseFloat)");
        Assert.Equal(columns, widths.Length);
        Assert.All(widths, w => Assert.InRange(w / widths[0], 0.99, 1.01));
        // So many rows as columns are on the screen at once.
        double height = (await page.Locator(".tile").First.BoundingBoxAsync())!.Height;
        Assert.InRange(height * columns, 600, 900);
        Assert.InRange((await page.Locator(".tile").First.BoundingBoxAsync())!.Width, widths[0] - 1, widths[0] + 1);
    }

    private static async Task<string[]> NamesAsync(IPage page) => [.. await page.Locator(".tile .name").AllInnerTextsAsync()];
}
