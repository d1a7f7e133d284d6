namespace Nvr.Adoption.Timekeeping;

/// <summary>Where a camera's clock gets its time. Immutable.</summary>
/// <param name="ByNtp">It follows time servers; else it runs by itself.</param>
/// <param name="FromDhcp">It takes its servers from DHCP.</param>
/// <param name="Servers">The servers that were set on it.</param>
public sealed record ClockSource(bool ByNtp, bool FromDhcp, IReadOnlyList<string> Servers)
{
    /// <summary>In words, for the user.</summary>
    public string Words => !ByNtp ? "set by hand" : FromDhcp ? "time server by DHCP" : Servers.Count > 0 ? $"time server {string.Join(", ", Servers)}" : "time server, none set";
}
