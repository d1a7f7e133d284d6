using System.Text.Json;
using Torture.Box;
using Xunit;

namespace Bill.Tests;

/// <summary>What is in an image, told of this machine's own packages and of the product's.</summary>
public sealed class BillTests : IDisposable
{
    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-bill-");

    public void Dispose() => scratch.Delete(recursive: true);

    [Fact]
    public async Task DebianPackages_AreAllThere_WithTheirLicences()
    {
        string list = Path.Combine(scratch.FullName, "packages.tsv");
        string said = await ForeignProgram.OutputAsync("dpkg-query", "-W", "-f", @"${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\n");
        await File.WriteAllTextAsync(list, said, TestContext.Current.CancellationToken);

        Component[] read = [.. DebianPackages.Read(list, "/usr/share/doc")];

        Assert.Equal(said.Count(c => c == '\n'), read.Length);
        Component bash = read.Single(c => c.Name == "bash");
        Assert.Contains(bash.Licences, l => l.StartsWith("GPL-3", StringComparison.Ordinal));
        Assert.StartsWith("pkg:deb/debian/bash@5", bash.Url, StringComparison.Ordinal);
    }

    [Fact]
    public void LineThatIsNoPackage_IsNotPassedOver()
    {
        string list = Path.Combine(scratch.FullName, "packages.tsv");
        File.WriteAllText(list, "only-a-name\n");

        Assert.Throws<InvalidDataException>(() => DebianPackages.Read(list, "/usr/share/doc").ToArray());
    }

    [Fact]
    public void ProgramsPackages_AreThere_AndItsOwnProjectsAreNot()
    {
        string folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

        Component[] read = [.. NugetPackages.Read(Path.Combine(AppContext.BaseDirectory, "packages.lock.json"), folder)];

        Assert.Equal(["MIT"], read.Single(c => c.Name == "Microsoft.Data.Sqlite.Core").Licences);
        Assert.Contains(read, c => c.Name == "Microsoft.NETCore.App");
        Assert.DoesNotContain(read, c => c.Name.StartsWith("Nvr.", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(read.Length, read.Select(c => c.Url).Distinct().Count());
    }

    [Fact]
    public void PagesTools_AreNotInTheImage() =>
        Assert.DoesNotContain(NpmPackages.Read(Path.Combine(AppContext.BaseDirectory, "package-lock.json")), c => c.Name is "vite" or "eslint" or "typescript");

    [Fact]
    public void Bill_IsTheSameForTheSameComponents_AndReadsBack()
    {
        Component[] components = [new("bash", "5.2", "pkg:deb/debian/bash@5.2", ["GPL-3+"]), new("nameless", "1", "pkg:deb/debian/nameless@1", [])];

        byte[] bill = Write(components);

        Assert.Equal(bill, Write(components));
        using var read = JsonDocument.Parse(bill);
        Assert.Equal(("CycloneDX", "1.6", 2), (read.RootElement.GetProperty("bomFormat").GetString(), read.RootElement.GetProperty("specVersion").GetString(), read.RootElement.GetProperty("components").GetArrayLength()));
        Assert.Equal("2026-11-30T00:00:00Z", read.RootElement.GetProperty("metadata").GetProperty("timestamp").GetString());
        Assert.Contains("nameless 1: see its copyright file", BillWriter.Licences(components), StringComparison.Ordinal);
    }

    private static byte[] Write(Component[] components)
    {
        using var to = new MemoryStream();
        BillWriter.WriteBill(to, new Component("image", "1", "pkg:generic/image@1", []), new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero), components);
        return to.ToArray();
    }
}
