using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Nvr.Host.Tests.Adoption;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>A camera's head under the buttons of a real browser: real program, real network.</summary>
public sealed partial class SteeringPageTests
{
    private const string Status = """
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><GetStatus xmlns="http://www.onvif.org/ver20/ptz/wsdl"><ProfileToken>Profile_main_1</ProfileToken></GetStatus></s:Body></s:Envelope>
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };
    private static readonly LocatorAssertionsToHaveTextOptions PatientlyExact = new() { Timeout = 90_000 };
    private static readonly LocatorGetByLabelOptions Exactly = new() { Exact = true };

    [Fact]
    public async Task Camera_TurnsWhileAButtonIsHeld_AndGoesHome_AndOneThatCannotHasNoButtons()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera dome = await network.PlugAsync("--name", "dome");
        await network.PlugAsync("--name", "fixed", "--no-ptz");
        await network.WaitForRecordingAsync(2, s_patience);
        await using NetworkDoor door = network.OpenDoor();
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(door.Address.ToString());
        await Visitor.SignInAsync(page);
        await page.Locator(".tile").First.WaitForAsync();
        (string turns, string stands) = await IdsAsync(network);

        await page.GotoAsync(new Uri(door.Address, $"/review?cam={turns}").ToString());
        ILocator right = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Right", Exact = true });
        await right.WaitForAsync();
        await page.Locator(".cell .picture:not(.waiting)").WaitForAsync();
        await Screens.TakeAsync(page, "steering");
        Assert.Empty(await Axe.LookAsync(page, "steering"));
        LocatorBoundingBoxResult at = (await right.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(at.X + (at.Width / 2), at.Y + (at.Height / 2));
        await page.Mouse.DownAsync();
        // It takes two requests to get there: one alone turns for a second.
        await Wait.UntilAsync(async () => await PanAsync(dome) > 0.9, s_patience, () => "the head has turned");
        await page.Mouse.UpAsync();
        await page.SelectOptionAsync("select[aria-label='Positions']", "home");
        await Wait.UntilAsync(async () => await PanAsync(dome) == 0, s_patience, () => "the head is at home");

        await page.GotoAsync(new Uri(door.Address, $"/review?cam={stands}").ToString());
        await page.Locator(".cell .picture:not(.waiting)").WaitForAsync();
        Assert.Equal(0, await page.Locator(".steering:not([hidden])").CountAsync());
    }

    /// <summary>Two people before the same camera, on a desk and on a phone; the camera has room for two positions, and is gone in the end.</summary>
    [Fact]
    public async Task Positions_AreSavedUnderAName_GoneTo_SavedOver_AndRemoved_UntilTheCameraHasNoRoomOrIsGone()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera dome = await network.PlugAsync("--name", "dome", "--quirk", "onvif-ptz-presets=2");
        await network.WaitForRecordingAsync(1, s_patience);
        await using NetworkDoor door = network.OpenDoor();
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        string address = new Uri(door.Address, $"/review?cam={(await network.Api.CamerasAsync())[0].Id}").ToString();
        await page.GotoAsync(address);
        await Visitor.SignInAsync(page);
        ILocator panel = page.Locator(".steering");
        ILocator form = page.Locator(".positions");
        await page.Locator(".cell .picture:not(.waiting)").WaitForAsync();
        await form.Locator("summary").ClickAsync();

        double gate = await TurnAsync(page, dome, "Right");
        await SaveAsync(form, "<b>Gate</b> & \"yard\"");
        await Assertions.Expect(form).ToContainTextAsync("Saved as “<b>Gate</b> & \"yard\"”.", Patiently);
        double second = await TurnAsync(page, dome, "Left");
        await SaveAsync(form, "Till");
        await Assertions.Expect(form).ToContainTextAsync("Saved as “Till”.", Patiently);
        // The camera is asked for its list anew.
        await Assertions.Expect(panel.GetByLabel("Positions", Exactly).Locator("option")).ToHaveTextAsync(["Positions", "Home", "<b>Gate</b> & \"yard\"", "Till"], PatientlyExact);
        await Screens.TakeAsync(page, "positions");
        Assert.Empty(await Axe.LookAsync(page, "positions"));
        Assert.True(await HasRoomAsync(panel), "A long name makes the form wider than its panel");

        await SaveAsync(form, "Third");
        await Assertions.Expect(form.Locator(".error")).ToHaveTextAsync("The camera has no room for another position. Remove one that is not needed, or save over it.", PatientlyExact);
        await SaveAsync(form, "till");
        await Assertions.Expect(form.Locator(".error")).ToContainTextAsync("The camera remembers a position called till already.", Patiently);
        await panel.GetByLabel("Positions", Exactly).SelectOptionAsync("<b>Gate</b> & \"yard\"");
        await Wait.UntilAsync(async () => Math.Abs(await PanAsync(dome) - gate) < 0.01, s_patience, () => "the head looks at the gate");

        // A phone beside it: the gate is given the other name only, which is there for everybody.
        await using IBrowserContext phone = await chromium.PhoneAsync(360, 740, "en-GB");
        IPage other = await phone.NewPageAsync();
        await other.GotoAsync(address);
        await Visitor.SignInAsync(other);
        ILocator theirs = other.Locator(".positions");
        await theirs.Locator("summary").TapAsync();
        await theirs.GetByLabel("Where it is kept").SelectOptionAsync("in place of “<b>Gate</b> & \"yard\"”");
        await SaveAsync(theirs, "Gate");
        await Assertions.Expect(theirs).ToContainTextAsync("Saved as “Gate”.", Patiently);
        await theirs.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Make it the home" }).TapAsync();
        await Assertions.Expect(theirs).ToContainTextAsync("This is its home now.", Patiently);
        await theirs.GetByLabel("Where it is kept").SelectOptionAsync("in place of “Till”");
        await other.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screens", "positions-phone.png") });
        await theirs.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Remove “Till”" }).TapAsync();
        await Assertions.Expect(theirs).ToContainTextAsync("The camera forgets “Till”, for everybody.", Patiently);
        await Screens.TakeAsync(other, "positions-remove");
        await other.SetViewportSizeAsync(360, 740);
        await theirs.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Remove", Exact = true }).TapAsync();
        await Assertions.Expect(theirs).ToContainTextAsync("“Till” is forgotten.", Patiently);

        await other.EvaluateAsync("() => localStorage.setItem('language', 'de')");
        await other.ReloadAsync();
        await other.GetByText("Diese Ansicht merken").TapAsync();
        Assert.Empty(await Axe.LookAsync(other, "positions-de"));
        Assert.True(await HasRoomAsync(other.Locator(".steering")), "German words make the form wider than its panel");
        await Screens.TakeAsync(other, "positions-de");

        // The desk does not know yet that it is gone.
        await panel.GetByLabel("Positions", Exactly).SelectOptionAsync("Till");
        await Assertions.Expect(panel).ToContainTextAsync("The camera does not remember such a position.", Patiently);
        await TurnAsync(page, dome, "Left");
        await panel.GetByLabel("Positions", Exactly).SelectOptionAsync("home");
        await Wait.UntilAsync(async () => Math.Abs(await PanAsync(dome) - gate) < 0.01, s_patience, () => "the head is at its new home");
        Assert.True(Math.Abs(second - gate) > 0.05, $"Both positions are the same: {gate}, {second}");
        await dome.HangAsync();
        await SaveAsync(form, "Nobody");
        await Assertions.Expect(form.Locator(".error")).ToContainTextAsync("does not answer", Patiently);
    }

    private static async Task<double> TurnAsync(IPage page, PluggedCamera dome, string where)
    {
        double before = await PanAsync(dome);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = where, Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        double now = before, last = double.NaN;
        await Wait.UntilAsync(
            async () =>
            {
                (last, now) = (now, await PanAsync(dome));
                return now == last && now != before;
            },
            s_patience,
            () => $"the head has turned and stands: {before}, {last}, {now}");
        return now;
    }

    private static Task<bool> HasRoomAsync(ILocator panel) => panel.EvaluateAsync<bool>("(panel) => panel.scrollWidth <= panel.clientWidth");

    private static async Task SaveAsync(ILocator form, string name)
    {
        await form.GetByLabel("Name of the position").FillAsync(name);
        await form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save", Exact = true }).ClickAsync();
    }

    /// <summary>Which of the two can be turned: the program's own answer, as the page asks for it.</summary>
    private static async Task<(string Turns, string Stands)> IdsAsync(CameraNetwork network)
    {
        List<string> turns = [], stands = [];
        foreach (CameraReading camera in await network.Api.CamerasAsync())
        {
            using HttpResponseMessage answer = await network.Api.AskAsync(HttpMethod.Get, $"cameras/{camera.Id}/ptz", null);
            (answer.IsSuccessStatusCode ? turns : stands).Add(camera.Id);
        }
        return (Assert.Single(turns), Assert.Single(stands));
    }

    private static async Task<double> PanAsync(PluggedCamera camera)
    {
        string said = await camera.OutputAsync("curl", "-sf", "-H", "Content-Type: application/soap+xml", "--data", Status, $"http://{camera.Address}/onvif/ptz_service");
        return double.Parse(PanPattern().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("PanTilt[^>]* x=\"([-0-9.E]+)\"")]
    private static partial Regex PanPattern();
}
