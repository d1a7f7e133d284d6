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
        () => [...document.querySelectorAll('nav a, h1, h2, h3, #stage button, #stage label > span:first-child, legend, summary, option:not([name=timeZone] option), #stage .button')]
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

    [Fact]
    public async Task Recorder_OnAGermanPage_IsQuotedInGerman_InItsHealth_AndWhereItRefuses()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        await api.WaitForFootageAsync(RecordedBox.Names, 4, TimeSpan.FromSeconds(90));
        await using IBrowserContext phone = await stage.PhoneAsync(360, 780, "de-AT");
        IPage german = await phone.NewPageAsync();
        await german.GotoAsync(stage.Box.Address.ToString());
        await german.FillAsync("input[name=userName]", BoxApi.UserName);
        await german.FillAsync("input[name=password]", "not the one");
        await german.ClickAsync("button[type=submit]");
        await Assertions.Expect(german.Locator(".error")).ToHaveTextAsync("Benutzername oder Passwort ist falsch.", new LocatorAssertionsToHaveTextOptions { Timeout = Patience });
        await Visitor.SignInAsync(german);
        await german.Locator("nav").WaitForAsync();

        await german.ClickAsync("nav a[href='/cameras']");
        ILocator form = german.Locator("form.add");
        await AddAsync(form, "door", "rtsp://127.0.0.1:9/door");
        await Assertions.Expect(form.Locator(".error")).ToHaveTextAsync("Eine Kamera mit dem Namen door gibt es schon.", new LocatorAssertionsToHaveTextOptions { Timeout = Patience });
        await AddAsync(form, "{0} $& The disk was full.", "rtsp:///door");
        await Assertions.Expect(form.Locator(".error")).ToContainTextAsync("„Adresse“ ", new LocatorAssertionsToContainTextOptions { Timeout = Patience });
        await AddAsync(form, "{0} $& The disk was full.", "rtsp://127.0.0.1:9/gate");
        ILocator row = german.Locator(".page > .list > li", new PageLocatorOptions { HasText = "{0} $& The disk was full." });
        await Assertions.Expect(row).ToContainTextAsync("an ihrem RTSP-Port antwortet nichts", new LocatorAssertionsToContainTextOptions { Timeout = Patience });
        await ShootAsync(german, "cameras");

        await german.ClickAsync("nav a[href='/box']");
        await Assertions.Expect(german.Locator("#stage")).ToContainTextAsync("Die Platte nimmt Aufzeichnungen an.", new LocatorAssertionsToContainTextOptions { Timeout = Patience });
        string[] said = [.. (await api.GetAsync("health")).GetProperty("items").EnumerateArray().SelectMany(i => new[] { i.GetProperty("sentence").GetString(), i.GetProperty("nextStep").GetString() }).OfType<string>()];
        string shown = await german.Locator("#stage").InnerTextAsync();
        Assert.NotEmpty(said);
        Assert.DoesNotContain(said, s => shown.Contains(s, StringComparison.Ordinal));
        await ShootAsync(german, "box");
    }

    [Fact]
    public async Task Sentences_OfAnotherLanguage_AreLoadedWhereItIsShown_AndNowhereElse()
    {
        await using Stage stage = await Stage.OpenAsync();
        List<string> loaded = [];
        stage.Page.Request += (_, request) => loaded.Add(request.Url);
        await stage.Page.GotoAsync(new Uri(stage.Box.Address, "/box").ToString());
        await stage.Page.Locator(".case:not([hidden])").WaitForAsync();
        Assert.Contains(loaded, u => u.Contains("/assets/index-", StringComparison.Ordinal));
        Assert.DoesNotContain(loaded, u => u.Contains("recorder.de", StringComparison.Ordinal));

        await stage.Page.SelectOptionAsync("select[name=language]", "de");
        await Assertions.Expect(stage.Page.Locator("h1")).ToHaveTextAsync("Gerät", new LocatorAssertionsToHaveTextOptions { Timeout = Patience });
        Assert.Contains(loaded, u => u.Contains("/assets/recorder.de", StringComparison.Ordinal));
    }

    private static async Task AddAsync(ILocator form, string name, string address)
    {
        await form.Locator("input[name=name]").FillAsync(name);
        await form.Locator("input[name=mainUrl]").FillAsync(address);
        await form.Locator("button[type=submit]").ClickAsync();
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        foreach (int width in new[] { 360, 1440 })
        {
            await page.SetViewportSizeAsync(width, 1600);
            Assert.InRange(await page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.querySelector('#stage').scrollWidth)"), 1, width);
            await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(Repository.Root, "artifacts", "screens", string.Create(CultureInfo.InvariantCulture, $"german-said-{name}-{width}.png")) });
        }
        await page.SetViewportSizeAsync(360, 780);
    }

    private static async Task<IReadOnlyList<string>> WordsAsync(Stage stage, IPage page, string address, string ready)
    {
        await page.GotoAsync(new Uri(stage.Box.Address, address).ToString());
        await page.Locator(ready).First.WaitForAsync();
        // All at once: one after the other, each that opens is no longer counted among those to be opened, and every second one is left out.
        await page.EvaluateAsync("() => document.querySelectorAll('#stage details').forEach((fold) => { fold.open = true; })");
        return await page.EvaluateAsync<string[]>(OwnWords);
    }
}
