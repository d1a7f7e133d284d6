using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>What an administrator does with a USB key that brings an update and a model, and with one for the settings.</summary>
public sealed class CargoPageTests
{
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task UpdateModelAndSettings_AreTakenAndSavedByHand()
    {
        await using Stage stage = await Stage.OpenAsync();
        IPage page = stage.Page;
        await page.ClickAsync("nav a[href='/box']");
        ILocator section = page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "USB key" });
        await page.EvaluateAsync("async () => { await fetch('/api/v1/sticks/simulated', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ label: 'TOOLS' }) }) }");
        await Assertions.Expect(section).ToContainTextAsync("TOOLS", Patiently);
        await ButtonAsync(section, "Show what is on it");
        await Assertions.Expect(section).ToContainTextAsync("It carries no update", Patiently);
        string folder = Directory.GetDirectories(Path.Combine(stage.Data, "simulated-sticks", "mounted"))[0];
        await File.WriteAllBytesAsync(Path.Combine(folder, "people.onnx"), [8, .. new byte[3_000_000]], TestContext.Current.CancellationToken);
        await WriteAsync(folder, "people.json", """{"name":"People and cars","classes":["person","car","dog","cat"],"input":{"width":320,"height":320},"licence":"Apache-2.0"}""");
        await WriteAsync(folder, "recorder-2.4.0.raucb", """{"version":"2.4.0","compatible":"simulated"}""");
        await WriteAsync(folder, "toaster.raucb", """{"version":"9","compatible":"toaster"}""");
        await ButtonAsync(section, "Show what is on it");
        await Assertions.Expect(section).ToContainTextAsync("Version 2.4.0", Patiently);
        await Assertions.Expect(section).ToContainTextAsync("another kind of recorder (toaster)", Patiently);
        await TakeAsync(page, section, "cargo-found");

        await ButtonAsync(section, "Copy to this recorder");
        await Assertions.Expect(section).ToContainTextAsync("licence Apache-2.0", Patiently);
        await Assertions.Expect(section).ToContainTextAsync("In use", Patiently);
        await ButtonAsync(section, "Do not use People and cars");
        await ButtonAsync(section, "Use People and cars");
        await ButtonAsync(section, "Do not use People and cars");
        await Assertions.Expect(section).Not.ToContainTextAsync("In use", new LocatorAssertionsToContainTextOptions { Timeout = 90_000 });
        await ButtonAsync(section, "Install");
        await section.GetByLabel("Type 2.4.0 to confirm").FillAsync("2.4.0");
        await TakeAsync(page, section, "cargo-install");
        await section.Locator("form").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Install" }).ClickAsync();
        await Assertions.Expect(section).ToContainTextAsync("Version 2.4.0 is installed.", Patiently);

        await ButtonAsync(section, "Save settings to it");
        await section.GetByLabel("Passphrase, at least 8 characters").FillAsync("correct horse");
        await section.GetByLabel("Once more").FillAsync("correct horse");
        await section.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save settings", Exact = true }).ClickAsync();
        await Assertions.Expect(section).ToContainTextAsync("Keep the passphrase", Patiently);
        await Assertions.Expect(section).ToContainTextAsync("is safe to remove.", Patiently);
        await page.EvaluateAsync("async () => { await fetch('/api/v1/sticks/sim-1/simulated', { method: 'POST' }) }");
        await Assertions.Expect(section).ToContainTextAsync("Make safe to remove", Patiently);
        await ButtonAsync(section, "Show what is on it");
        await Assertions.Expect(section).ToContainTextAsync(new Regex(@"A backup of the settings of .+, made \d{4}-\d\d-\d\d \d\d:\d\d UTC by version"), Patiently);
        await ButtonAsync(section, "Restore");
        await section.GetByLabel("Passphrase of the backup").FillAsync("correct horse");
        await ButtonAsync(section, "Show what is in it");
        await Assertions.Expect(section).ToContainTextAsync("This takes the place of today's settings", Patiently);
        await TakeAsync(page, section, "cargo-restore");

        await section.GetByText("What USB keys may bring").ClickAsync();
        await section.GetByLabel("Models for object detection").UncheckAsync();
        await section.Locator("details[open]").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save" }).ClickAsync();
        await ButtonAsync(section, "Show what is on it");
        await Assertions.Expect(section).ToContainTextAsync("Models on USB keys are switched off", Patiently);
    }

    private static Task ButtonAsync(ILocator section, string name) => section.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true }).First.ClickAsync();

    private static Task WriteAsync(string folder, string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text, Encoding.ASCII, TestContext.Current.CancellationToken);

    private static async Task TakeAsync(IPage page, ILocator section, string name)
    {
        await section.EvaluateAsync("(s) => s.scrollIntoView()");
        await Screens.TakeAsync(page, name);
    }
}
