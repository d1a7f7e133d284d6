namespace SimCamera.Rtsp;

/// <summary>One request as it came. Immutable.</summary>
internal sealed record RtspRequest(string Method, string Uri, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
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

    /// <summary>The session id without its parameters; null when the request names none.</summary>
    public string? Session => Header("Session")?.Split(';')[0].Trim();

    /// <summary>Reads a message head without its empty line. Null when the first line is not a request.</summary>
    public static RtspRequest? Parse(string head)
    {
        string[] lines = head.Split("\r\n");
        string[] first = lines[0].Split(' ');
        if (first.Length != 3 || !first[2].StartsWith("RTSP/", StringComparison.Ordinal))
        {
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>();
        foreach (string line in lines.Skip(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers.Add(new(line[..colon].Trim(), line[(colon + 1)..].Trim()));
            }
        }

        return new RtspRequest(first[0], first[1], headers);
    }
}
