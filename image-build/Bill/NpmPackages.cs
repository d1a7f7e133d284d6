using System.Text.Json;

namespace Bill;

/// <summary>npm's packages that go into the page; what only builds it does not. Not thread-safe.</summary>
internal static class NpmPackages
{
    private const string Folder = "node_modules/";

    /// <param name="lockFile">The page's <c>package-lock.json</c>.</param>
    public static IEnumerable<Component> Read(string lockFile)
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(lockFile));
        return
        [
            .. from package in locked.RootElement.GetProperty("packages").EnumerateObject()
               where package.Name.StartsWith(Folder, StringComparison.Ordinal) && !package.Value.TryGetProperty("dev", out _) && !package.Value.TryGetProperty("devOptional", out _)
               let name = package.Name[(package.Name.LastIndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..]
               let version = package.Value.GetProperty("version").GetString()!
               select new Component(name, version, $"pkg:npm/{name.Replace("@", "%40", StringComparison.Ordinal)}@{version}", package.Value.TryGetProperty("license", out JsonElement licence) ? [licence.GetString()!] : []),
        ];
    }
}
