using System.Runtime.CompilerServices;

namespace House.Tests;

/// <summary>Where the checkout under test lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourcePath())!, "..", ".."));

    public static IEnumerable<string> ProjectFiles(params string[] folders) =>
        folders.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Root, f), "*.csproj", SearchOption.AllDirectories));

    private static string SourcePath([CallerFilePath] string path = "") => path;
}
