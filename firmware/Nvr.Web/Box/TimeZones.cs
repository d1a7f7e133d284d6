using System.Security;

namespace Nvr.Web.Box;

/// <summary>
/// The zones of the IANA database that this system has. Thread-safe. Names come from the table that lies beside the database, since loading all zones for their names takes some megabytes.
/// </summary>
internal static class TimeZones
{
    private const string UsualDirectory = "/usr/share/zoneinfo";

    private static readonly Lazy<IReadOnlyList<string>> All = new(() => Read(Environment.GetEnvironmentVariable("TZDIR") ?? UsualDirectory));

    /// <summary>By name. UTC alone where the system has no database.</summary>
    public static IReadOnlyList<string> Names => All.Value;

    /// <summary>Null for one that this system does not know. Older names than those of the list are found where the system has them.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        if (!IsName(name))
        {
            return null;
        }
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        catch (Exception unknown) when (unknown is TimeZoneNotFoundException or InvalidTimeZoneException or SecurityException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static IReadOnlyList<string> Read(string directory)
    {
        try
        {
            // Columns: countries, coordinates, zone, remarks. Each zone is there once for each country (zone.tab), so that people find their own.
            IEnumerable<string> told = File.ReadLines(Path.Combine(directory, "zone.tab")).Where(l => !l.StartsWith('#')).Select(l => l.Split('\t')).Where(c => c.Length > 2).Select(c => c[2]);
            return [.. told.Where(IsName).Append("UTC").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ["UTC"];
        }
    }

    // It becomes a path. What lies under posix/ and right/ is the same again, the latter with leap seconds, which no browser knows.
    private static bool IsName(string name) =>
        name == "UTC"
        || (name.Length is > 2 and <= 64 && name.Contains('/', StringComparison.Ordinal) && char.IsAsciiLetterUpper(name[0])
            && name.Split('/').All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+')));
}
