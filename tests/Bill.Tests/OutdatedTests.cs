using System.Runtime.CompilerServices;
using Torture.Box;
using Xunit;

namespace Bill.Tests;

/// <summary>Which packages of an image Debian has newer, asked of an archive of the test's own.</summary>
public sealed class OutdatedTests : IDisposable
{
    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-outdated-");

    public void Dispose() => scratch.Delete(recursive: true);

    [Fact]
    public async Task PackagesThatDebianHasNewer_AreNamed_AndOnlyThose()
    {
        WriteBill(("same", "1:2.0-1", "all"), ("fixed", "1.0~rc1+dfsg-1", "amd64"), ("older-in-debian", "3.0-1", "amd64"), ("gone", "1.0-1", "amd64"));
        await WriteArchiveAsync(("same", "1:2.0-1"), ("fixed", "1.0~rc1+dfsg-1+deb13u1"), ("older-in-debian", "2.9-1"), ("not-installed", "9-1"));

        ProgramResult said = await AskAsync();

        Assert.True(said.ExitCode == 1, said.ToString());
        Assert.Equal("fixed 1.0~rc1+dfsg-1 -> 1.0~rc1+dfsg-1+deb13u1\n", said.Output);
    }

    [Fact]
    public async Task ImageOfWhichNothingIsNewer_IsSaidToBeSo()
    {
        WriteBill(("same", "1:2.0-1", "amd64"));
        await WriteArchiveAsync(("same", "1:2.0-1"));

        ProgramResult said = await AskAsync();

        Assert.True(said.ExitCode == 0, said.ToString());
        Assert.Equal("", said.Output);
        Assert.Contains("Packages looked at: 1. Debian has none of them newer.", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ArchiveThatIsNotThere_IsNotTakenForNothingNewer()
    {
        WriteBill(("same", "1:2.0-1", "amd64"));
        await File.WriteAllTextAsync(At("sources.list"), $"deb [trusted=yes] file:{At("nowhere")} ./\n", TestContext.Current.CancellationToken);

        Assert.NotEqual(0, (await AskAsync()).ExitCode);
    }

    private void WriteBill(params (string Name, string Version, string Architecture)[] packages)
    {
        Directory.CreateDirectory(At("image"));
        string list = At("packages.tsv");
        File.WriteAllLines(list, packages.Select(p => $"{p.Name}\t{p.Version}\t{p.Architecture}\t{p.Name}\t{p.Version}"));
        using FileStream to = File.Create(At("image/nvr-board-1.cdx.json"));
        BillWriter.WriteBill(to, new Component("image", "1", "pkg:generic/image@1", []), DateTimeOffset.UnixEpoch, [.. DebianPackages.Read(list, At("documents"))]);
    }

    private async Task WriteArchiveAsync(params (string Name, string Version)[] packages)
    {
        Directory.CreateDirectory(At("archive"));
        await File.WriteAllTextAsync(
            At("archive/Packages"),
            string.Concat(packages.Select(p => $"Package: {p.Name}\nVersion: {p.Version}\nArchitecture: all\nMaintainer: nobody\nFilename: ./{p.Name}.deb\nSize: 1\nSHA256: {new string('0', 64)}\nDescription: a package\n\n")));
        await File.WriteAllTextAsync(At("sources.list"), $"deb [trusted=yes] file:{At("archive")} ./\n");
    }

    private Task<ProgramResult> AskAsync() => ForeignProgram.RunAsync(Path.GetFullPath(Path.Combine(SourcePath(), "../../../image-build/outdated")), At("image"), At("sources.list"));

    private string At(string name) => Path.Combine(scratch.FullName, name);

    private static string SourcePath([CallerFilePath] string path = "") => path;
}
