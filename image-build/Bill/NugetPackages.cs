using System.Text.Json;
using System.Xml.Linq;

namespace Bill;

/// <summary>NuGet's packages that the program is made of. Not thread-safe.</summary>
internal static class NugetPackages
{
    private const string Runtime = "Microsoft.NETCore.App";

    /// <param name="lockFile">The program's <c>packages.lock.json</c>.</param>
    /// <param name="folder">Where NuGet keeps packages.</param>
    public static IEnumerable<Component> Read(string lockFile, string folder)
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(lockFile));
        Component[] packages =
        [
            .. from target in locked.RootElement.GetProperty("dependencies").EnumerateObject()
               from package in target.Value.EnumerateObject()
               where package.Value.GetProperty("type").GetString() != "Project"
               select (package.Name, Version: package.Value.GetProperty("resolved").GetString()!) into named
               group named by named into one
               select new Component(one.Key.Name, one.Key.Version, $"pkg:nuget/{one.Key.Name}@{one.Key.Version}", LicenceOf(folder, one.Key.Name, one.Key.Version)),
        ];
        return [.. packages, new Component(Runtime, Environment.Version.ToString(), $"pkg:nuget/{Runtime}@{Environment.Version}", ["MIT"])];
    }

    private static IReadOnlyList<string> LicenceOf(string folder, string name, string version)
    {
        string description = Path.Combine(folder, name.ToLowerInvariant(), version, $"{name.ToLowerInvariant()}.nuspec");
        return File.Exists(description) && XDocument.Load(description).Descendants().FirstOrDefault(e => e.Name.LocalName == "license" && (string?)e.Attribute("type") == "expression") is { } expression
            ? [expression.Value]
            : [];
    }
}
