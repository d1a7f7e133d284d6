using Nvr.Core;
using Nvr.Storage.Settings;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

/// <summary>What a reset to factory settings leaves.</summary>
public sealed class FactoryResetTests
{
    private static readonly string[] Settings = ["accounts.json", "accounts.json.previous", "cameras.json", "device.key", "volume.json"];

    [Fact]
    public void Reset_NobodyAskedFor_ChangesNothing()
    {
        using TestFolder folder = new();
        using DataDirectory data = Make(folder);

        Assert.False(FactoryReset.Finish(data, () => throw new InvalidOperationException("Nobody asked.")));

        Assert.All(Settings, name => Assert.True(File.Exists(data.SettingsFile(name))));
    }

    [Fact]
    public void Reset_ThatWasAskedFor_KeepsRecordingsAndWhatTheyNeed_Once()
    {
        using TestFolder folder = new();
        using DataDirectory data = Make(folder);
        FactoryReset.Ask(data);
        Assert.True(File.Exists(data.SettingsFile("accounts.json")));

        Assert.True(FactoryReset.Finish(data, () => ["cameras.json"]));

        Assert.Equal(["cameras.json", "volume.json"], Directory.EnumerateFileSystemEntries(data.SettingsPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(data.FootagePath, "1.mp4")));
        Assert.False(Directory.Exists(data.ModelsPath));
        Assert.False(FactoryReset.Finish(data, () => []));
    }

    [Fact]
    public void Reset_BrokenOffInTheMiddle_IsDoneAtTheNextStart()
    {
        using TestFolder folder = new();
        using DataDirectory data = Make(folder);
        FactoryReset.Ask(data);

        Assert.Throws<NvrException>(() => FactoryReset.Finish(data, () => throw new IOException("The power went.")));
        Assert.True(FactoryReset.Finish(data, () => []));

        Assert.Equal(["volume.json"], Directory.EnumerateFileSystemEntries(data.SettingsPath).Select(Path.GetFileName));
    }

    [Fact]
    public void Erasing_IsRememberedFromTheAskUntilTheRecordingsGo_AndOnlyWhereItWasAsked()
    {
        using TestFolder folder = new();
        using DataDirectory data = Make(folder);
        Assert.False(FactoryReset.ErasesRecordings(data));
        FactoryReset.Ask(data, eraseRecordings: true);
        Assert.True(FactoryReset.ErasesRecordings(data));
        FactoryReset.Ask(data);
        Assert.False(FactoryReset.ErasesRecordings(data));
        FactoryReset.Ask(data, eraseRecordings: true);

        // The power goes while settings are deleted, and again before the recordings are.
        Assert.Throws<NvrException>(() => FactoryReset.Finish(data, () => throw new IOException("The power went.")));
        Assert.True(FactoryReset.ErasesRecordings(data));
        Assert.True(FactoryReset.Finish(data, () => []));
        Assert.True(FactoryReset.ErasesRecordings(data));
        Assert.False(FactoryReset.Finish(data, () => []));
        Assert.True(FactoryReset.ErasesRecordings(data));
    }

    private static DataDirectory Make(TestFolder folder)
    {
        DataDirectory data = DataDirectory.Open(folder.Path);
        foreach (string name in Settings)
        {
            File.WriteAllText(data.SettingsFile(name), "{}");
        }
        Directory.CreateDirectory(data.SettingsFile("tls"));
        File.WriteAllText(Path.Combine(data.SettingsFile("tls"), "key"), "secret");
        File.WriteAllText(Path.Combine(data.FootagePath, "1.mp4"), "footage");
        Directory.CreateDirectory(data.ModelsPath);
        File.WriteAllText(Path.Combine(data.ModelsPath, "1.onnx"), "model");
        return data;
    }
}
