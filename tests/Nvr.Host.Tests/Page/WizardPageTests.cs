using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Nvr.Host.Tests.Adoption;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>The first visit to a new box, from the setup code to the sheet of paper: real program, real browser, simulated cameras and disks.</summary>
public sealed class WizardPageTests
{
    private const float Patience = 90_000;

    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = Patience };
    private static readonly LocatorAssertionsToHaveTextOptions PatientlyExact = new() { Timeout = Patience };

    /// <summary>That the n-th picture of the list moves.</summary>
    private const string Moves = "(n) => { const v = document.querySelectorAll('.seen video')[n]; return v && v.readyState >= 2 && v.currentTime > 0 && v.videoWidth > 0; }";

    /// <summary>That one of those that were found moves.</summary>
    private const string FoundMoves = "() => [...document.querySelectorAll('.found video')].filter((v) => v.readyState >= 2 && v.currentTime > 0 && v.videoWidth > 0).length === 1";

    [Fact]
    public async Task FirstVisit_LeadsFromTheCodeToTheSheet_AndGoesOnInAnotherBrowser()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        List<string> faults = [];

        await page.GotoAsync(box.Address.ToString());
        await page.Locator("input[name=code]").WaitForAsync();
        await LookAsync(page, "door-set-up", faults);
        await Visitor.EnterAsync(page, box);
        await HasHeadingAsync(page, "What is it called, and where is it?");
        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement === document.querySelector('.setup h1')"));
        await NameItAsync(page, faults);
        await DisksAsync(page, faults);

        // Left in the middle; somebody goes on with a phone.
        await HasHeadingAsync(page, "Cameras");
        await page.Locator(".later").ClickAsync();
        await Assertions.Expect(page.Locator(".empty a")).ToHaveTextAsync("Go on setting up", PatientlyExact);
        await using IBrowserContext phone = await chromium.PhoneAsync(360, 780, "en-GB");
        IPage other = await phone.NewPageAsync();
        await other.GotoAsync(box.Address.ToString());
        await Visitor.SignInAsync(other);
        await other.Locator(".empty a").TapAsync();
        await HasHeadingAsync(other, "Cameras");
        Assert.EndsWith("/set-up/cameras", other.Url, StringComparison.Ordinal);
        Assert.Equal(["done", "done", "not done yet", "not done yet"], await StatesAsync(other));

        await page.GotoAsync(new Uri(box.Address, "/set-up").ToString());
        await HasHeadingAsync(page, "Cameras");
        await CamerasAsync(page, cameras, faults);
        await SheetAsync(page, box, faults);

        await page.Locator(".onward .primary").ClickAsync();
        await Assertions.Expect(page.Locator(".tile")).ToHaveCountAsync(2, new LocatorAssertionsToHaveCountOptions { Timeout = Patience });
        Assert.Equal("Live · Shop, ground floor", await page.TitleAsync());
        await other.ReloadAsync();
        await Assertions.Expect(other.Locator(".health")).ToContainTextAsync("All 2 cameras are recording.", Patiently);
        await Assertions.Expect(other.Locator(".health a[href='/set-up']")).ToHaveCountAsync(0);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task DisksWithSomethingOnThem_AreErased_OnceEachSerialNumberIsTyped_AndNoSooner()
    {
        using var scratch = new Scratch();
        string bays = Path.Combine(scratch.Data, "simulated-disks");
        Directory.CreateDirectory(bays);
        await File.WriteAllTextAsync(
            Path.Combine(bays, "disks.json"),
            """
            {"Disks":[{"Serial":"OLD1","Bytes":4000000000000,"Bay":"1","FileSystem":{"Uuid":"1234-5678","Type":"ntfs","Label":"Photos"}},
            {"Serial":"NEW2","Bytes":4000000000000,"Bay":"2"}],"Arrays":[],"NextSerial":1}
            """,
            TestContext.Current.CancellationToken);
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await Visitor.EnterAsync(page, box);
        await HasHeadingAsync(page, "What is it called, and where is it?");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Skip this step" }).ClickAsync();
        await HasHeadingAsync(page, "Where recordings go");
        ILocator both = page.Locator(".offer").Nth(1);
        await Assertions.Expect(page.Locator(".offer").First).ToContainTextAsync("One disk: used alone, 4.0 TB usable, nothing survives its failure.", Patiently);
        await Assertions.Expect(both).ToContainTextAsync("Two disks: mirror, 4.0 TB usable, survives one failure.", Patiently);
        await Assertions.Expect(both).ToContainTextAsync("Everything on this disk is erased: Bay 1.");
        await Screens.TakeAsync(page, "setup-disks-erase");
        Assert.Empty(await Axe.LookAsync(page, "setup-disks-erase"));

        await both.Locator("input").FillAsync("something else");
        await ClickAsync(both, "Erase and record to these disks");
        await Assertions.Expect(page.Locator(".setup .error").First).ToContainTextAsync("OLD1", Patiently);
        Assert.Contains("Photos", await File.ReadAllTextAsync(Path.Combine(bays, "disks.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await page.Locator(".offer").Nth(1).Locator("input").FillAsync("OLD1");
        await ClickAsync(page.Locator(".offer").Nth(1), "Erase and record to these disks");

        await Assertions.Expect(page.Locator(".setup")).ToContainTextAsync("footage, RAID 1, 4.0 TB", Patiently);
        await Assertions.Expect(page.Locator(".offer")).ToHaveCountAsync(0);
        Assert.DoesNotContain("Photos", await File.ReadAllTextAsync(Path.Combine(bays, "disks.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visit_GoesOn_AfterThePowerWasCut_AndIsAnAdministratorsAlone()
    {
        using var scratch = new Scratch();
        await using Chromium chromium = await Chromium.StartAsync();
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data)))
        {
            IPage first = await chromium.OpenAsync();
            await Visitor.EnterAsync(first, box);
            await HasHeadingAsync(first, "What is it called, and where is it?");
            await first.FillAsync("input[name=name]", "Shop");
            await first.Locator("input[name=name]").PressAsync("Enter");
            await HasHeadingAsync(first, "Where recordings go");
            await first.Locator(".onward .primary").ClickAsync();
            await HasHeadingAsync(first, "Cameras");
            await box.KillAsync();
        }
        await using NvrdProcess again = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(again);
        await api.SendAsync(HttpMethod.Post, "users", new JsonObject { ["userName"] = "guard", ["password"] = BoxApi.Password, ["role"] = "operator" });

        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(new Uri(again.Address, "/set-up").ToString());
        await Visitor.SignInAsync(page);
        await HasHeadingAsync(page, "Cameras");
        Assert.Equal("Setting up · Shop", await page.TitleAsync());

        IPage guard = await chromium.OpenAsync();
        await guard.GotoAsync(new Uri(again.Address, "/set-up").ToString());
        await guard.FillAsync("input[name=userName]", "guard");
        await guard.FillAsync("input[name=password]", BoxApi.Password);
        await guard.ClickAsync("button[type=submit]");
        await Assertions.Expect(guard.Locator(".setup")).ToContainTextAsync("An administrator sets this recorder up.", Patiently);
        await Assertions.Expect(guard.Locator(".health a[href='/set-up']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task CamerasThatWereFound_ShowWhatTheyLetAnybodySee_AndAreAddedTogether_WithOnePassword()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync("--discover", "confirm");
        await network.PlugAsync("--user", "owner", "--password", "secret-1");
        await network.PlugAsync("--user", "owner", "--password", "secret-1");
        await network.PlugAsync();
        await using NetworkDoor door = network.OpenDoor();
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(door.Address.ToString());
        await Visitor.SignInAsync(page);
        await page.Locator("nav").First.WaitForAsync();
        await page.GotoAsync(new Uri(door.Address, "/set-up/cameras").ToString());
        ILocator form = page.Locator("form.all");
        await Assertions.Expect(form.Locator("button")).ToHaveTextAsync("Add all 3", PatientlyExact);
        await page.WaitForFunctionAsync(FoundMoves, null, new PageWaitForFunctionOptions { Timeout = Patience });
        await Assertions.Expect(page.Locator(".found li", new PageLocatorOptions { HasText = "It asks for a password. Its picture comes once it is added." })).ToHaveCountAsync(2, new LocatorAssertionsToHaveCountOptions { Timeout = Patience });
        await Assertions.Expect(page.Locator(".seen:not(.found) li")).ToHaveCountAsync(0);
        await Screens.TakeAsync(page, "setup-cameras-found");
        Assert.Empty(await Axe.LookAsync(page, "setup-cameras-found"));

        await form.Locator("input[name=userName]").FillAsync("owner");
        await form.Locator("input[name=password]").FillAsync("secret-1");
        await form.Locator("button").ClickAsync();

        await Assertions.Expect(page.Locator(".seen:not(.found) li")).ToHaveCountAsync(3, new LocatorAssertionsToHaveCountOptions { Timeout = Patience });
        await Assertions.Expect(page.Locator("section", new PageLocatorOptions { HasText = "Found on the network" })).ToContainTextAsync("Nothing that was found waits for an answer.", Patiently);
        await page.WaitForFunctionAsync(Moves, 0, new PageWaitForFunctionOptions { Timeout = Patience });
        await page.WaitForFunctionAsync(Moves, 1, new PageWaitForFunctionOptions { Timeout = Patience });
        await page.WaitForFunctionAsync(Moves, 2, new PageWaitForFunctionOptions { Timeout = Patience });
    }

    [Fact]
    public async Task Times_AreToldInTheZoneOfTheBox_AndInThatOfTheDeviceOnDemand()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        await page.ClickAsync("nav a[href='/box']");
        await page.Locator("summary", new PageLocatorOptions { HasText = "Name, time zone and clock" }).ClickAsync();
        ILocator form = page.Locator("form:has(select[name=timeZone])");
        await form.Locator("input[name=name]").FillAsync("Tokyo branch");
        await form.Locator("select[name=timeZone]").SelectOptionAsync("Asia/Tokyo");
        await form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Saved.", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "setup-box-place");

        await page.ReloadAsync();
        string there = await HourAsync(page);
        await page.SelectOptionAsync("select[name=times]", "own");
        await page.Locator("select[name=times]").WaitForAsync();
        string here = await HourAsync(page);

        Assert.Contains(there, Hours(TimeSpan.FromHours(9)));
        Assert.Contains(here, Hours(TimeZoneInfo.Local.GetUtcOffset(TimeProvider.System.GetUtcNow())));
    }

    [Fact]
    public async Task EveryStep_SpeaksGerman_AndFitsOnAPhone()
    {
        await using Stage stage = await Stage.OpenAsync();
        await using IBrowserContext phone = await stage.PhoneAsync(360, 780, "de-AT");
        IPage page = await stage.SignedInAsync(phone);
        foreach ((string step, string heading) in new[] { ("box", "Wie heißt er, und wo steht er?"), ("disks", "Wohin aufgezeichnet wird"), ("cameras", "Kameras"), ("sheet", "Für einen schlechten Tag, auf Papier") })
        {
            await page.GotoAsync(new Uri(stage.Box.Address, $"/set-up/{step}").ToString());
            await HasHeadingAsync(page, heading);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screens", $"german-setup-{step}-360.png") });
            Assert.InRange(await page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.querySelector('#stage').scrollWidth)"), 1, 360);
        }
    }

    private static async Task<SimCameraServer> ServeAsync() => await SimCameraServer.StartAsync(new SimCameraOptions
    {
        Cameras =
        [
            new CameraOptions { Name = "door", Width = 320, Height = 240, Fps = 25, Gop = 25, Kbit = 300 },
            new CameraOptions { Name = "live", Width = 320, Height = 240, Fps = 25, Gop = 25, Kbit = 300, User = "admin", Password = "secret-1" },
        ],
    });

    private static async Task NameItAsync(IPage page, List<string> faults)
    {
        await page.FillAsync("input[name=name]", "Shop, ground floor");
        await page.SelectOptionAsync("select[name=timeZone]", "Europe/Berlin");
        await Assertions.Expect(page.Locator(".clocks")).ToContainTextAsync("Both clocks agree on the moment.", Patiently);
        await LookAsync(page, "setup-box", faults);
        await page.Locator("input[name=name]").PressAsync("Enter");
    }

    private static async Task DisksAsync(IPage page, List<string> faults)
    {
        await HasHeadingAsync(page, "Where recordings go");
        await Assertions.Expect(page.Locator(".setup")).ToContainTextAsync("There are no disks in the bays.", Patiently);
        await Assertions.Expect(page.Locator(".setup")).ToContainTextAsync("Until a volume is made of disks in the bays, recordings go here:");
        await LookAsync(page, "setup-disks-none", faults);
        foreach (int bay in new[] { 1, 2 })
        {
            Assert.True(await page.EvaluateAsync<bool>(
                "async (bay) => (await fetch(`/api/v1/disks/bays/${bay}/simulated`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ bytes: 4e12 }) })).ok", bay));
        }
        ILocator offer = page.Locator(".offer");
        await Assertions.Expect(offer).ToContainTextAsync("Two disks: mirror, 4.0 TB usable, survives one failure.", Patiently);
        await Assertions.Expect(offer).ToContainTextAsync("They are empty, so nothing is erased.");
        await LookAsync(page, "setup-disks", faults);
        await offer.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Record to these disks" }).ClickAsync();
        await Assertions.Expect(page.Locator(".setup")).ToContainTextAsync("footage, RAID 1, 4.0 TB", Patiently);
        await Assertions.Expect(offer).ToHaveCountAsync(0);
        await page.Locator(".onward .primary").ClickAsync();
    }

    private static async Task CamerasAsync(IPage page, SimCameraServer cameras, List<string> faults)
    {
        await Assertions.Expect(page.Locator(".setup")).ToContainTextAsync("This recorder does not look for cameras by itself.", Patiently);
        ILocator hand = page.Locator("form.hand");
        ILocator trial = hand.Locator(".trial");
        Uri door = cameras.Cameras[0].Url;

        // While it is typed, and with what is in the way.
        await hand.Locator("input[name=address]").PressSequentiallyAsync("127.0.0.1:1");
        await Assertions.Expect(trial).ToContainTextAsync("The camera is there, but nothing answers at its RTSP port.", Patiently);
        await hand.Locator("input[name=address]").FillAsync($"{door.OriginalString}-gone");
        await Assertions.Expect(trial).ToContainTextAsync("The camera has no stream at this address. Check the path of the address.", Patiently);
        await LookAsync(page, "setup-cameras-wrong", faults);
        await hand.Locator("input[name=address]").FillAsync(door.OriginalString);
        await Assertions.Expect(trial).ToContainTextAsync("offers a picture (H.264)", Patiently);
        await hand.Locator("input[name=name]").FillAsync("Door");
        await ClickAsync(hand, "Add camera");
        await Assertions.Expect(hand).ToContainTextAsync("Added.", Patiently);

        // By its host alone, with a password that is wrong first.
        await hand.Locator("input[name=address]").FillAsync($"127.0.0.1:{cameras.Port}");
        await hand.Locator("input[name=address]").PressAsync("Tab");
        await Assertions.Expect(trial).ToContainTextAsync("asks for a password", Patiently);
        int sent = 0;
        page.Request += (_, request) => sent += request.PostData?.Contains("\"wrong\"", StringComparison.Ordinal) == true ? 1 : 0;
        await hand.Locator("input[name=userName]").FillAsync("admin");
        await hand.Locator("input[name=password]").FillAsync("wrong");
        // Enter leaves the field and sends the form: that is one try, and so it stays when somebody asks again with the same.
        await hand.Locator("input[name=password]").PressAsync("Enter");
        await Assertions.Expect(trial).ToContainTextAsync("says the password is wrong", Patiently);
        await hand.Locator("input[name=name]").FillAsync("Yard");
        await ClickAsync(hand, "Look for its picture");
        await Assertions.Expect(trial).ToContainTextAsync("says the password is wrong", Patiently);
        Assert.Equal(1, sent);
        await hand.Locator("input[name=password]").FillAsync("secret-1");
        await ClickAsync(hand, "Look for its picture");
        await Assertions.Expect(trial).ToContainTextAsync("its picture was found", Patiently);
        await ClickAsync(hand, "Add camera");

        await Assertions.Expect(page.Locator(".seen li")).ToHaveCountAsync(2, new LocatorAssertionsToHaveCountOptions { Timeout = Patience });
        await page.WaitForFunctionAsync(Moves, 0, new PageWaitForFunctionOptions { Timeout = Patience });
        await page.WaitForFunctionAsync(Moves, 1, new PageWaitForFunctionOptions { Timeout = Patience });
        await LookAsync(page, "setup-cameras", faults);
        await page.Locator(".onward .primary").ClickAsync();
    }

    private static async Task SheetAsync(IPage page, NvrdProcess box, List<string> faults)
    {
        await HasHeadingAsync(page, "For a bad day, on paper");
        ILocator sheet = page.Locator(".sheet");
        await Assertions.Expect(sheet).ToContainTextAsync("Recovery sheet: Shop, ground floor", Patiently);
        foreach (string said in new[] { box.Address.ToString(), BoxApi.UserName, "Hold the reset button", "“footage”: RAID 1, 4.0 TB, in bays 1 (", "Key of its exports" })
        {
            await Assertions.Expect(sheet).ToContainTextAsync(said, Patiently);
        }
        Assert.DoesNotContain(BoxApi.Password, await page.ContentAsync(), StringComparison.Ordinal);
        await LookAsync(page, "setup-sheet", faults);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Microsoft.Playwright.Media.Print });
        await Assertions.Expect(page.Locator(".onward")).ToBeHiddenAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screens", "setup-sheet-print.png"), FullPage = true });
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Microsoft.Playwright.Media.Screen });
    }

    /// <summary>Pictures for people, and what axe finds.</summary>
    private static async Task LookAsync(IPage page, string name, List<string> faults)
    {
        await Screens.TakeAsync(page, name);
        faults.AddRange(await Axe.LookAsync(page, name));
    }

    private static Task HasHeadingAsync(IPage page, string text) => Assertions.Expect(page.Locator(".setup h1")).ToHaveTextAsync(text, PatientlyExact);

    private static Task ClickAsync(ILocator form, string name) => form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true }).ClickAsync();

    private static async Task<string[]> StatesAsync(IPage page) => await page.EvaluateAsync<string[]>(
        "() => [...document.querySelectorAll('.steps li')].map((li) => /\\((.*)\\)/.exec(li.textContent)?.[1] ?? 'not done yet')");

    private static async Task<string> HourAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("p", new PageLocatorOptions { HasText = "Its clock says" })).ToContainTextAsync(":", Patiently);
        string text = await page.Locator("p", new PageLocatorOptions { HasText = "Its clock says" }).InnerTextAsync();
        return System.Text.RegularExpressions.Regex.Match(text, @"(\d\d):\d\d:\d\d( [AP]M)?").Value is { Length: > 0 } clock
            ? DateTime.Parse(clock, System.Globalization.CultureInfo.InvariantCulture).ToString("HH", System.Globalization.CultureInfo.InvariantCulture)
            : text;
    }

    /// <summary>This hour and the one before, which may have ended meanwhile.</summary>
    private static string[] Hours(TimeSpan offset) =>
        [.. new[] { 0, -1 }.Select(h => TimeProvider.System.GetUtcNow().ToOffset(offset).AddHours(h).ToString("HH", System.Globalization.CultureInfo.InvariantCulture))];
}
