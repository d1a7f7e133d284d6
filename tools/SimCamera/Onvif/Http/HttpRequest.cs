using System.Net;

namespace SimCamera.Onvif.Http;

/// <summary>One request as it came, with the address that it came to. Immutable.</summary>
internal sealed record HttpRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, IPEndPoint Local)
{
    public byte[] Body { get; init; } = [];

    public string Path => Target.Split('?')[0];

    public string? Header(string name)
    {
        foreach (KeyValuePair<string, string> header in Headers)
        {
            if (header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }

        return null;
    }

    /// <summary>A value of the query; null when it is not there.</summary>
    public string? Query(string name)
    {
        string[] parts = Target.Split('?', 2);
        foreach (string pair in parts.Length < 2 ? [] : parts[1].Split('&'))
        {
            string[] sides = pair.Split('=', 2);
            if (sides[0] == name && sides.Length == 2)
            {
                return Uri.UnescapeDataString(sides[1]);
            }
        }

        return null;
    }
}
