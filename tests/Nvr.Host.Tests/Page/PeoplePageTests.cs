using Microsoft.Playwright;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>Who may use the recorder, in a real browser: an administrator adds somebody, who sees what they may and nothing else, and is signed out again.</summary>
public sealed class PeoplePageTests
{
    private const string ViewerName = "vera <b>";
    private const string ViewerPassword = "another good one";

    [Fact]
    public async Task Viewer_IsAdded_SeesOnlyTheirCamera_InThePageAndBehindIt_AndIsSignedOut()
    {
        await using Stage stage = await Stage.OpenAsync();
        using BoxApi api = await BoxApi.OpenAsync(stage.Box);
        string yard = (await api.CameraAsync("yard")).Id;
        IPage admin = stage.Page;
        await AddViewerAsync(admin);
        await Screens.TakeAsync(admin, "people");

        await using IBrowserContext phone = await stage.PhoneAsync(390, 800);
        IPage viewer = await phone.NewPageAsync();
        await viewer.GotoAsync(stage.Box.Address.ToString());
        await viewer.FillAsync("input[name=userName]", ViewerName);
        await viewer.FillAsync("input[name=password]", ViewerPassword);
        await viewer.ClickAsync("button[type=submit]");
        await viewer.Locator(".tile").First.WaitForAsync();
        string[] names = [.. await viewer.Locator(".tile .name").AllInnerTextsAsync()];
        int[] answers = await viewer.EvaluateAsync<int[]>(
            $"async () => {{ const from = new Date(Date.now() - 60000).toISOString(), to = new Date().toISOString(); return Promise.all(['/users', '/audit', '/cameras/{yard}/video.mp4?from=' + from + '&to=' + to, '/cameras/{yard}/picture', '/cameras/{yard}/recordings?from=' + from + '&to=' + to].map(async (p) => (await fetch('/api/v1' + p)).status)); }}");
        bool isSocketOpen = await viewer.EvaluateAsync<bool>(
            $"() => new Promise((done) => {{ const s = new WebSocket(`ws://${{location.host}}/api/v1/cameras/{yard}/live?stream=main`); s.onopen = () => done(true); s.onerror = () => done(false); }})");
        await viewer.GotoAsync(new Uri(stage.Box.Address, $"/review?cam={yard}").ToString());
        await viewer.Locator(".chooser summary").WaitForAsync();
        string shown = await viewer.Locator(".chooser summary").InnerTextAsync();

        await admin.ReloadAsync();
        await admin.ClickAsync("summary:text-is('Signed in')");
        await admin.Locator(".sessions li", new PageLocatorOptions { HasText = ViewerName }).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Sign it out" }).ClickAsync();
        await viewer.Locator("input[name=password]").WaitForAsync();
        await admin.ClickAsync("summary:text-is('What was done')");
        await admin.Locator(".deeds li").First.WaitForAsync();
        string[] deeds = [.. await admin.Locator(".deeds li").AllInnerTextsAsync()];
        await Screens.TakeAsync(admin, "people-deeds");

        Assert.Equal(["door"], names);
        Assert.Equal([403, 403, 404, 404, 404], answers);
        Assert.False(isSocketOpen);
        Assert.Equal("door", shown);
        Assert.Contains(deeds, d => d.Contains($"End a session: {ViewerName}", StringComparison.Ordinal));
        Assert.Contains(deeds, d => d.Contains($"Add a user: {ViewerName}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Person_IsChanged_AndRemoved_AndOnesOwnPasswordIsChanged()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        await AddViewerAsync(page);
        ILocator row = page.Locator("li[data-user]", new PageLocatorOptions { HasText = ViewerName });

        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Change" }).ClickAsync();
        await row.Locator("select[name=role]").SelectOptionAsync("operator");
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save" }).ClickAsync();
        // The form itself names the role, too, until it is gone.
        await Assertions.Expect(row.Locator("form")).ToHaveCountAsync(0);
        await Assertions.Expect(row).ToContainTextAsync("operator");
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(row.Locator("form")).ToContainTextAsync("signed out everywhere");
        await row.Locator("form button.danger").ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);

        await page.ClickAsync("summary:text-is('Change my password')");
        ILocator form = page.Locator("form", new PageLocatorOptions { HasText = "Password until now" });
        await form.Locator("input[name=oldPassword]").FillAsync("not this");
        await form.Locator("input[name=newPassword]").FillAsync("a better password");
        await form.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(form.Locator(".error")).ToContainTextAsync("“Password until now”");
        await form.Locator("input[name=oldPassword]").FillAsync(BoxApi.Password);
        await form.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(form).ToContainTextAsync("Changed.");
    }

    private static async Task AddViewerAsync(IPage page)
    {
        await page.ClickAsync("nav a[href='/box']");
        await page.ClickAsync("summary:text-is('Add a person')");
        ILocator form = page.Locator("details[open] form", new PageLocatorOptions { HasText = "What they may do" });
        await form.Locator("input[name=userName]").FillAsync(ViewerName);
        await form.Locator("input[name=password]").FillAsync(ViewerPassword);
        await form.GetByLabel("door", new LocatorGetByLabelOptions { Exact = true }).CheckAsync();
        await form.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("li[data-user]", new PageLocatorOptions { HasText = ViewerName })).ToContainTextAsync("Sees door.");
    }
}
