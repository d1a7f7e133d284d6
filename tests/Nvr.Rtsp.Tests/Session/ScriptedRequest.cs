using System.Text;

namespace Nvr.Rtsp.Tests.Session;

/// <summary>A request as the scripted camera saw it.</summary>
internal sealed record ScriptedRequest(string Method, string Uri, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public string? CSeq => this["CSeq"];

    public string? this[string name] => Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The next request; receiver reports between are skipped; null at the end of the connection.</summary>
    public static ScriptedRequest? Read(Stream stream)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            int next = stream.ReadByte();
            if (next < 0)
            {
                return null;
            }
            if (head.Length == 0 && next == '$')
            {
                SkipFrame(stream);
                continue;
            }
            head.Append((char)next);
        }
        return Parse(head.ToString());
    }

    private static void SkipFrame(Stream stream)
    {
        stream.ReadByte();
        int length = (stream.ReadByte() << 8) | stream.ReadByte();
        stream.ReadExactly(new byte[length]);
    }

    private static ScriptedRequest Parse(string head)
    {
        // Requests are UTF-8 on the wire.
        string[] lines = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(head)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        string[] words = lines[0].Split(' ');
        return new ScriptedRequest(words[0], words[1], [.. lines.Skip(1).Select(l => l.Split(": ", 2)).Select(p => KeyValuePair.Create(p[0], p[1]))]);
    }
}
