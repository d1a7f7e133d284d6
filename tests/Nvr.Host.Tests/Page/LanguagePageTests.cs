using System.Globalization;
using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>The page in the browser's language, or in the one that somebody chose. That no word is missing is the compiler's to say; here every place is opened.</summary>
public sealed class LanguagePageTests
{
    private const float Patience = 90_000;

    /// <summary>What the page itself says: headings, buttons, labels; not what the recorder, or its owner, has to say.</summary>
    private const string OwnWords =
        """
        () => [...document.querySelectorAll('nav a, h1, h2, h3, #stage button, #stage label > span:first-child, legend, summary, option, #stage .button')]
          .filter((e) => e.checkVisibility() || e.tagName === 'OPTION')
          .map((e) => e.textContent.trim())
          .filter((text) => /[A-Za-z]{3}/.test(text))
        """;

    /// <summary>The same in both languages, or nobody's words: names of cameras and of the languages themselves, file systems, hashes, what is printed on the case.</summary>
    private static readonly HashSet<string> s_same =
    [
        "Live", "Name", "Person", "Zone", "Zone 1", "English", "Deutsch", "door", "yard", "ext4", "xfs", "SHA-256", "SHA-1", "export", "power", "reset", "locate", "mute",
    ];

    [Fact]
    public async Task Browser_ThatSpeaksGerman_IsAnsweredInGerman_InEveryPlace_AndNothingSticksOutOnAPhone()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        await api.WaitForFootageAsync(RecordedBox.Names, 4, TimeSpan.FromSeconds(90));
        string door = (await api.CameraAsync("door")).Id;
        await api.SendAsync(HttpMethod.Put, $"cameras/{door}/motion", System.Text.Json.Nodes.JsonNode.Parse(
            """{"zones":[{"name":"Zone 1","points":[{"x":0.1,"y":0.1},{"x":0.9,"y":0.1},{"x":0.9,"y":0.9}]}],"tripwires":[{"name":"Zone","points":[{"x":0.1,"y":0.9},{"x":0.9,"y":0.2}],"direction":"left-to-right"}]}""")!.AsObject());
        await using IBrowserContext phone = await stage.PhoneAsync(360, 780, "de-AT");
        IPage german = await phone.NewPageAsync();
        await german.GotoAsync(stage.Box.Address.ToString());
        await Assertions.Expect(german.Locator("h1")).ToHaveTextAsync("Anmelden", new LocatorAssertionsToHaveTextOptions { Timeout = Patience });
        await Visitor.SignInAsync(german);
        await german.Locator("nav").WaitForAsync();

        Assert.Equal("de", await german.EvaluateAsync<string>("() => document.documentElement.lang"));
        foreach ((string address, string ready) in new[] { ("/", ".tile"), ("/events", ".search"), ($"/review?cam={door}", "canvas.timeline"), ("/cameras", ".page > .list > li"), ($"/cameras/{door}/motion", ".savebar"), ("/box", ".case:not([hidden])") })
        {
            IReadOnlyList<string> english = await WordsAsync(stage, stage.Page, address, ready);
            IReadOnlyList<string> theirs = await WordsAsync(stage, german, address, ready);
            Assert.NotEmpty(theirs);
            Assert.Empty(theirs.Intersect(english).Except(s_same));
            await Assertions.Expect(german.Locator(ready).First).ToBeVisibleAsync();
            Assert.InRange(await german.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.querySelector('#stage').scrollWidth)"), 1, 360);
            string name = address == "/" ? "live" : address.EndsWith("/motion", StringComparison.Ordinal) ? "motion" : address.Split('?')[0][1..];
            await german.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screens", string.Create(CultureInfo.InvariantCulture, $"german-{name}-360.png")) });
        }
        Assert.EndsWith("· Rekorder", await german.TitleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Language_ThatSomebodyChose_IsKeptOnThatBrowser()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        await page.ClickAsync("nav a[href='/box']");

        await page.SelectOptionAsync("select[name=language]", "de");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Gerät", new LocatorAssertionsToHaveTextOptions { Timeout = Patience });
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Gerät", new LocatorAssertionsToHaveTextOptions { Timeout = Patience });
        await Assertions.Expect(page.Locator("select[name=language]")).ToHaveValueAsync("de");
        await page.SelectOptionAsync("select[name=language]", "");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Box", new LocatorAssertionsToHaveTextOptions { Timeout = Patience });
    }

    private static async Task<IReadOnlyList<string>> WordsAsync(Stage stage, IPage page, string address, string ready)
    {
        await page.GotoAsync(new Uri(stage.Box.Address, address).ToString());
        await page.Locator(ready).First.WaitForAsync();
        foreach (ILocator fold in await page.Locator("#stage details:not([open]) > summary").AllAsync())
        {
            if (await fold.IsVisibleAsync())
            {
                await fold.ClickAsync();
            }
        }
        return await page.EvaluateAsync<string[]>(OwnWords);
    }
}
