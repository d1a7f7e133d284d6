using System.Runtime.CompilerServices;

namespace Nvr.Host.Tests.Kit;

/// <summary>Where the checkout under test lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourcePath())!, "..", "..", ".."));

    private static string SourcePath([CallerFilePath] string path = "") => path;
}
