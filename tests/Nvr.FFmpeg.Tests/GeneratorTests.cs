namespace Nvr.FFmpeg.Tests;

/// <summary>What is committed is what the generator writes.</summary>
public sealed class GeneratorTests : IDisposable
{
    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-bindings-");

    public void Dispose() => scratch.Delete(recursive: true);

    [Fact]
    public void Generating_Again_ChangesNothing()
    {
        string committed = Path.Combine(Tool.Root, "firmware", "Nvr.FFmpeg", "Abi5.1");
        string include = "/usr/include/" + Tool.Run("gcc", "-print-multiarch").Trim();
        Tool.Run("/usr/bin/python3", Path.Combine(Tool.Root, "tools", "FFmpegBindings", "generate.py"), include, scratch.FullName);

        Assert.NotEmpty(Directory.GetFiles(committed));
        Assert.Equal(Names(committed), Names(scratch.FullName));
        Assert.All(Names(committed), name =>
            Assert.Equal(File.ReadAllText(Path.Combine(committed, name)), File.ReadAllText(Path.Combine(scratch.FullName, name))));
    }

    [Fact]
    public void BothAbis_Bind_TheSameNames()
    {
        string bindings = Path.Combine(Tool.Root, "firmware", "Nvr.FFmpeg");

        Assert.Equal(Names(Path.Combine(bindings, "Abi5.1")), Names(Path.Combine(bindings, "Abi7.1")));
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
}
