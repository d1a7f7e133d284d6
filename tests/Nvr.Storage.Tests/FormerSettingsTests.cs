using Nvr.Storage.Backups;
using Nvr.Storage.Settings;
using Xunit;

namespace Nvr.Storage.Tests;

/// <summary>Settings as a former system left them, whatever a newer one did to them and whenever the power goes.</summary>
public sealed class FormerSettingsTests : IDisposable
{
    private static readonly string[] GoesOn = ["audit.jsonl"];
    private readonly DataDirectory data = DataDirectory.Open(Directory.CreateTempSubdirectory("nvr-former-").FullName);

    [Fact]
    public void Former_ComeBack_OverWhatANewerSystemWrote_AndWhatItMadeStays()
    {
        Put("cameras.json", "old");
        Put("cameras.json.previous", "older");
        Put("audit.jsonl", "one deed");
        FormerSettings.Keep(data, GoesOn);
        Put("cameras.json", "a form that nobody knew before");
        Put("cameras.json.previous", "of the newer one");
        Put("audit.jsonl", "two deeds");
        Put("site.json", "new");
        List<string> joined = [];

        FormerSettings.GoBack(data);
        Assert.False(FormerSettings.IsKept(data));
        Assert.True(FormerSettings.Finish(data, joined.Add));

        Assert.Equal(("old", "two deeds", "new"), (Text("cameras.json"), Text("audit.jsonl"), Text("site.json")));
        Assert.False(File.Exists(data.SettingsFile("cameras.json.previous")));
        Assert.Single(joined);
        Assert.False(FormerSettings.Finish(data, joined.Add));
        Assert.Empty(Directory.GetDirectories(data.SettingsPath));
    }

    [Fact]
    public void PowerCut_WhileTheyAreKept_LeavesNothingToGoBackTo_AndTheNextStartKeepsThem()
    {
        Put("cameras.json", "old");
        Directory.CreateDirectory(data.SettingsFile("former.making"));
        File.WriteAllText(Path.Combine(data.SettingsFile("former.making"), "cameras.json"), "ol");
        Assert.False(FormerSettings.IsKept(data));

        FormerSettings.Keep(data, GoesOn);
        Put("cameras.json", "new");
        FormerSettings.GoBack(data);
        FormerSettings.Finish(data, _ => { });

        Assert.Equal("old", Text("cameras.json"));
    }

    [Fact]
    public void PowerCut_WhileTheyComeBack_IsGoneOnWith()
    {
        Put("cameras.json", "old");
        Put("power.json", "old");
        FormerSettings.Keep(data, GoesOn);
        Put("cameras.json", "new");
        Put("power.json", "new");
        FormerSettings.GoBack(data);
        // What an interrupted start leaves: one file at its place, the other one still to come.
        File.Move(Path.Combine(data.SettingsFile("former.back"), "power.json"), data.SettingsFile("power.json"), overwrite: true);

        Assert.True(FormerSettings.Finish(data, _ => { }));

        Assert.Equal(("old", "old"), (Text("cameras.json"), Text("power.json")));
    }

    [Fact]
    public void Reset_TakesThemWithIt_AndTheMarksOfOneAreNeverBroughtBack()
    {
        Put("cameras.json", "old");
        FactoryReset.Ask(data, eraseRecordings: true);
        FormerSettings.Keep(data, GoesOn);

        FactoryReset.Finish(data, () => []);
        Assert.False(FormerSettings.IsKept(data));

        FormerSettings.Keep(data, GoesOn);
        File.Delete(data.SettingsFile("erase-recordings"));
        FormerSettings.GoBack(data);
        FormerSettings.Finish(data, _ => { });
        Assert.False(FactoryReset.ErasesRecordings(data));
    }

    [Fact]
    public void Dropped_TheyAreGone()
    {
        Put("cameras.json", "old");
        FormerSettings.Drop(data);
        FormerSettings.Keep(data, GoesOn);

        FormerSettings.Drop(data);

        Assert.False(FormerSettings.IsKept(data));
        Assert.Empty(Directory.GetDirectories(data.SettingsPath));
    }

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(data.Root, recursive: true);
    }

    private void Put(string name, string text) => File.WriteAllText(data.SettingsFile(name), text);

    private string Text(string name) => File.ReadAllText(data.SettingsFile(name));
}
