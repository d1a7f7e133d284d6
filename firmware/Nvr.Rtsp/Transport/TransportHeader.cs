using System.Globalization;

namespace Nvr.Rtsp.Transport;

/// <summary>
/// A <c>Transport</c> reply (RFC 2326 section 12.39), the first offer in it. Parameters compare without case; pairs such as
/// <c>client_port=5000-5001</c> may lack their second half. Never throws.
/// </summary>
internal sealed class TransportHeader
{
    private readonly Dictionary<string, string> parameters = new(StringComparer.OrdinalIgnoreCase);

    public TransportHeader(string? value)
    {
        string first = (value ?? "").Split(',')[0];
        foreach (string part in first.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            parameters.TryAdd(pair[0], pair.Length > 1 ? pair[1].Trim('"') : "");
        }
    }

    public (int First, int Second)? Interleaved => Pair("interleaved");

    public (int First, int Second)? ServerPort => Pair("server_port");

    /// <summary>The group's ports, for multicast.</summary>
    public (int First, int Second)? Port => Pair("port");

    /// <summary>Where media come from; null when not told.</summary>
    public string? Source => Text("source");

    /// <summary>The group, for multicast; null when not told.</summary>
    public string? Destination => Text("destination");

    public bool IsMulticast => parameters.ContainsKey("multicast");

    private string? Text(string name) => parameters.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private (int First, int Second)? Pair(string name)
    {
        string[] halves = (Text(name) ?? "").Split('-', StringSplitOptions.TrimEntries);
        if (!TryNumber(halves[0], out int first))
        {
            return null;
        }
        return halves.Length > 1 && TryNumber(halves[1], out int second) ? (first, second) : (first, first + 1);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < 65535;
}
