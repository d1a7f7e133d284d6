using Nvr.Core;
using Nvr.Storage.Backups;
using Nvr.Storage.Settings;
using Xunit;

namespace Nvr.Storage.Tests;

/// <summary>Settings from a backup: all or none, whenever the power goes.</summary>
public sealed class SettingsRestoreTests : IDisposable
{
    private static readonly string[] Names = ["accounts.json", "cameras.json", "device.key"];
    private readonly DataDirectory data = DataDirectory.Open(Directory.CreateTempSubdirectory("nvr-restore-").FullName);

    [Fact]
    public void Nothing_AskedFor_ChangesNothing()
    {
        Fill("old");

        Assert.False(SettingsRestore.Finish(data, _ => throw new InvalidOperationException("Nobody asked.")));

        Assert.All(Names, name => Assert.Equal("old", Text(name)));
    }

    [Fact]
    public void Asked_NothingChangesUntilTheStart_ThenAllDoes()
    {
        Fill("old");
        File.WriteAllText(data.SettingsFile("switches.json"), "old");
        File.WriteAllText(data.SettingsFile("cameras.json.previous"), "older");
        File.WriteAllText(data.SettingsFile("volume.json"), "of this box");

        Ask();
        Assert.All(Names, name => Assert.Equal("old", Text(name)));

        Assert.True(SettingsRestore.Finish(data, _ => { }));

        Assert.All(Names, name => Assert.Equal("new", Text(name)));
        Assert.False(File.Exists(data.SettingsFile("switches.json")));
        Assert.False(File.Exists(data.SettingsFile("cameras.json.previous")));
        Assert.Equal("of this box", Text("volume.json"));
        Assert.False(SettingsRestore.Finish(data, _ => { }));
        Assert.Empty(Directory.GetDirectories(data.SettingsPath));
    }

    [Fact]
    public void PowerCut_WhileItIsLaidReady_LeavesTheOldSettings()
    {
        Fill("old");
        Directory.CreateDirectory(data.SettingsFile("restore.making"));
        File.WriteAllText(Path.Combine(data.SettingsFile("restore.making"), "cameras.json"), "hal");

        Assert.False(SettingsRestore.Finish(data, _ => { }));
        Assert.All(Names, name => Assert.Equal("old", Text(name)));

        Ask();
        Assert.True(SettingsRestore.Finish(data, _ => { }));
        Assert.All(Names, name => Assert.Equal("new", Text(name)));
    }

    /// <summary>What an interrupted start leaves: some files at their places, the others still to come.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void PowerCut_WhileItComesIntoForce_IsGoneOnWith(int moved)
    {
        Fill("old");
        File.WriteAllText(data.SettingsFile("switches.json"), "old");
        Ask();
        foreach (string name in Names[..moved])
        {
            File.Move(Path.Combine(data.SettingsFile("restore"), name), data.SettingsFile(name), overwrite: true);
        }

        Assert.True(SettingsRestore.Finish(data, _ => { }));

        Assert.All(Names, name => Assert.Equal("new", Text(name)));
        Assert.False(File.Exists(data.SettingsFile("switches.json")));
    }

    [Fact]
    public void Joining_ThatFails_IsAStorageFailure_AndIsTriedAgain()
    {
        Fill("old");
        Ask();

        Assert.Equal(ErrorKind.Storage, Assert.Throws<NvrException>(() => SettingsRestore.Finish(data, _ => throw new IOException("The disk is gone."))).Kind);
        Assert.All(Names, name => Assert.Equal("old", Text(name)));
        Assert.True(SettingsRestore.Finish(data, folder => File.AppendAllText(Path.Combine(folder, "cameras.json"), "er")));

        Assert.Equal("newer", Text("cameras.json"));
    }

    [Fact]
    public void FactoryReset_AskedForAfterIt_Wins()
    {
        Fill("old");
        Ask();
        FactoryReset.Ask(data);

        Assert.True(FactoryReset.Finish(data, () => []));

        Assert.False(SettingsRestore.Finish(data, _ => { }));
        Assert.False(File.Exists(data.SettingsFile("cameras.json")));
    }

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(data.Root, recursive: true);
    }

    private void Ask() => SettingsRestore.Ask(data, Names.ToDictionary(n => n, _ => "new"u8.ToArray()), ["switches.json"]);

    private string Text(string name) => File.ReadAllText(data.SettingsFile(name));

    private void Fill(string text)
    {
        foreach (string name in Names)
        {
            File.WriteAllText(data.SettingsFile(name), text);
        }
    }
}
