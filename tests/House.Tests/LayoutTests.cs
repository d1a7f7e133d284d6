using System.Diagnostics;
using Xunit;

namespace House.Tests;

/// <summary>The shape of the repository.</summary>
public sealed class LayoutTests
{
    private const int LongestFile = 400;

    private static readonly string[] TopLevel =
    [
        "CONTRIBUTING.md", "Directory.Build.props", "Directory.Packages.props", "LICENSE", "NvrAppliance.sln", "README.md", "SECURITY.md",
        "board", "firmware", "image-build", "tests", "tools",
    ];

    [Fact]
    public void TopLevel_Holds_ExactlyWhatTheCardSays()
    {
        string[] found = [.. Tracked().Select(f => f.Split('/')[0]).Where(f => !f.StartsWith('.')).Distinct()];

        Assert.Equal(TopLevel.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SourceFiles_Stay_Short()
    {
        string[] sources = [.. Tracked().Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".ts", StringComparison.Ordinal))];

        Assert.NotEmpty(sources);
        Assert.DoesNotContain(sources, f => File.ReadLines(Path.Combine(Repository.Root, f)).Count() > LongestFile);
    }

    [Fact]
    public void Namespaces_Follow_Folders()
    {
        string[] wrong =
        [
            .. Tracked()
                .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) && (f.StartsWith("firmware/", StringComparison.Ordinal) || f.StartsWith("board/", StringComparison.Ordinal)))
                // Generated in the shape of FFmpeg.AutoGen, so that the package can take its place.
                .Where(f => !f.EndsWith(".g.cs", StringComparison.Ordinal))
                .Where(f => NamespaceOf(f) is { } found && found != Path.GetDirectoryName(f)!.Split('/', 2)[1].Replace('/', '.')),
        ];

        Assert.Empty(wrong);
    }

    private static string? NamespaceOf(string file) =>
        File.ReadLines(Path.Combine(Repository.Root, file))
            .FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal))?["namespace ".Length..].TrimEnd(';');

    private static List<string> Tracked()
    {
        var start = new ProcessStartInfo("git", ["ls-files"]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true };
        using Process git = Process.Start(start)!;
        List<string> files = [.. git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return [.. files.Where(f => File.Exists(Path.Combine(Repository.Root, f)))];
    }
}
