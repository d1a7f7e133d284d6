using System.Diagnostics;
using System.Text.Json.Serialization;
using Nvr.Core;
using Nvr.Storage.Settings;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

public sealed partial class SettingsTests
{
    [Fact]
    public void SettingsFile_AfterWriting_ReadsTheSameAndKeepsThePrevious()
    {
        using TestFolder folder = new();
        SettingsFile<Sample> file = Make(folder);
        Assert.Null(file.Read());
        file.Write(new Sample("one", 1));
        file.Write(new Sample("two", 2));

        Assert.Equal(new Sample("two", 2), Make(folder).Read());
        Assert.Contains("one", File.ReadAllText(folder.Of("sample.json.previous")), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.FilePath));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Name\":\"tw")]
    [InlineData("null")]
    [InlineData("[1,2]")]
    public void SettingsFile_WhenDamaged_FallsBackAndKeepsTheDamagedCopy(string content)
    {
        using TestFolder folder = new();
        SettingsFile<Sample> file = Make(folder);
        file.Write(new Sample("one", 1));
        file.Write(new Sample("two", 2));
        File.WriteAllText(file.FilePath, content);

        Assert.Equal(new Sample("one", 1), file.Read());
        Assert.Contains("copy from before", file.Problem, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(folder.Of("sample.json.damaged-1")));
        Assert.Equal(new Sample("one", 1), file.Read());
        Assert.Null(file.Problem);
    }

    [Fact]
    public void SettingsFile_ThatTheDiskCannotReadJustNow_IsLeftAlone()
    {
        using TestFolder folder = new();
        SettingsFile<Sample> file = Make(folder);
        file.Write(new Sample("one", 1));
        file.Write(new Sample("two", 2));
        // Nothing is mapped at the beginning of a process: the kernel answers a read there with EIO.
        File.Delete(file.FilePath);
        File.CreateSymbolicLink(file.FilePath, "/proc/self/mem");

        Assert.Equal(new Sample("one", 1), file.Read());
        Assert.Contains("cannot be read just now", file.Problem, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path, "*damaged*"));
        Assert.Equal("/proc/self/mem", new FileInfo(file.FilePath).LinkTarget);

        File.Delete(folder.Of("sample.json.previous"));
        Assert.Equal(ErrorKind.Storage, Assert.Throws<NvrException>(file.Read).Kind);
    }

    [Fact]
    public void SettingsFile_WhenTheDirectoryIsGone_SaysThatNothingWasSaved()
    {
        using TestFolder folder = new();
        SettingsFile<Sample> file = new(folder.Of("missing/sample.json"), SampleJson.Default.Sample);
        Assert.Equal(ErrorKind.Storage, Assert.Throws<NvrException>(() => file.Write(new Sample("one", 1))).Kind);
    }

    [Fact]
    public void SecretBox_OpenedAgain_UnsealsOnlyInItsContext()
    {
        using TestFolder folder = new();
        string text = SecretBox.Open(folder.Of("key")).Seal("pä@:/%\"ss", "camera-1");
        SecretBox box = SecretBox.Open(folder.Of("key"));

        Assert.True(box.TryUnseal(text, "camera-1", out string? secret));
        Assert.Equal("pä@:/%\"ss", secret);
        Assert.False(box.TryUnseal(text, "camera-2", out _));
        Assert.False(box.TryUnseal(text[..^8] + "AAAAAAAA", "camera-1", out _));
        Assert.False(box.TryUnseal("pä@:/%\"ss", "camera-1", out _));
        Assert.False(SecretBox.Open(folder.Of("other")).TryUnseal(text, "camera-1", out _));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Of("key")));
    }

    [Fact]
    public void SecretBox_WithADamagedKey_DoesNotReplaceIt()
    {
        using TestFolder folder = new();
        File.WriteAllBytes(folder.Of("key"), [1, 2, 3]);
        Assert.Equal(ErrorKind.Storage, Assert.Throws<NvrException>(() => SecretBox.Open(folder.Of("key"))).Kind);
        Assert.Equal(3, new FileInfo(folder.Of("key")).Length);
    }

    [Fact]
    public void DataDirectory_HeldByAnotherProcess_NamesIt()
    {
        using TestFolder folder = new();
        File.WriteAllText(folder.Of("nvrd.lock"), "4711");
        using Process holder = Process.Start(new ProcessStartInfo("flock", [folder.Of("nvrd.lock"), "sh", "-c", "echo held; cat"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());

        NvrException failure = Assert.Throws<NvrException>(() => DataDirectory.Open(folder.Path));
        Assert.Equal(ErrorKind.Conflict, failure.Kind);
        Assert.Contains("4711", failure.Message, StringComparison.Ordinal);
        holder.StandardInput.Close();
        holder.WaitForExit();
        using DataDirectory free = DataDirectory.Open(folder.Path);
        Assert.True(Directory.Exists(free.FootagePath));
    }

    [Fact]
    public void DataDirectory_ThatCannotBeMade_IsAStorageError()
    {
        using TestFolder folder = new();
        File.WriteAllText(folder.Of("file"), "x");
        Assert.Equal(ErrorKind.Storage, Assert.Throws<NvrException>(() => DataDirectory.Open(folder.Of("file/data"))).Kind);
    }

    [Theory]
    [InlineData("ballast", 4 << 20)]
    [InlineData("ballast-start", 2 << 20)]
    public void DataDirectory_OnADiskWithoutAByteLeft_CanBeLookedInto_AndBeginsOnWhatWasKeptBack(string name, int bytes)
    {
        using LoopDisk disk = new(32);
        string root = Path.Combine(disk.Path, "data");
        DataDirectory.Open(root).Dispose();
        disk.Fill("foreign");

        DataDirectory.OpenExisting(root).Dispose();
        Assert.Equal(ErrorKind.Storage, Assert.Throws<NvrException>(() => DataDirectory.Open(root)).Kind);

        File.Delete(Path.Combine(disk.Path, "foreign"));
        File.WriteAllBytes(Path.Combine(root, "footage", name), new byte[bytes]);
        disk.Fill("foreign");
        using DataDirectory begun = DataDirectory.Open(root);
        Assert.False(File.Exists(Path.Combine(root, "footage", name)));
    }

    private static SettingsFile<Sample> Make(TestFolder folder) => new(folder.Of("sample.json"), SampleJson.Default.Sample);

    internal sealed record Sample(string Name, int Number);

    [JsonSerializable(typeof(Sample))]
    internal sealed partial class SampleJson : JsonSerializerContext;
}
