using System.Globalization;
using System.Text;

namespace Nvr.Rtsp.Connection;

/// <summary>
/// A reply, or a request from the camera, decoded. Header names compare without case; values come without blanks around them and
/// without the semicolons that some cameras leave at the end; a few folded lines are joined, more are left out. Never throws on what it is made from.
/// </summary>
internal sealed class RtspMessage
{
    // Each copies what was folded before it: thousands of them in one head would hold up the thread that reads all cameras.
    private const int MaxFoldedLines = 16;

    private readonly List<KeyValuePair<string, string>> headers = [];
    private int foldedLines;

    private RtspMessage(string firstLine)
    {
        string[] words = firstLine.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        IsReply = firstLine.StartsWith("RTSP/", StringComparison.Ordinal);
        if (IsReply)
        {
            Status = words.Length > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int status) ? status : 0;
            Reason = words.Length > 2 ? words[2] : "";
        }
        else
        {
            Method = words.Length > 0 ? words[0] : "";
        }
    }

    public bool IsReply { get; }

    /// <summary>0 where the camera wrote none.</summary>
    public int Status { get; }

    public string Reason { get; } = "";

    public bool Succeeded => Status is >= 200 and < 300;

    public string Method { get; } = "";

    public string Body { get; private init; } = "";

    /// <summary>Null where the camera wrote none, or nonsense.</summary>
    public int? CSeq =>
        int.TryParse(this["CSeq"], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>The first header of that name; null when missing.</summary>
    public string? this[string name] => All(name).FirstOrDefault();

    public static RtspMessage Decode(WirePiece piece)
    {
        string head = Encoding.UTF8.GetString(piece.Bytes[..piece.HeadLength]);
        string[] lines = head.Split('\n');
        var message = new RtspMessage(lines[0].Trim()) { Body = Encoding.UTF8.GetString(piece.Bytes[piece.HeadLength..]) };
        foreach (string line in lines.Skip(1))
        {
            message.AddLine(line);
        }
        return message;
    }

    public IEnumerable<string> All(string name) =>
        headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);

    private void AddLine(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (line.Length > 0 && line[0] is ' ' or '\t' && headers.Count > 0)
        {
            if (foldedLines++ < MaxFoldedLines)
            {
                (string name, string value) = headers[^1];
                headers[^1] = new(name, $"{value} {Clean(line)}");
            }
        }
        else if (colon > 0)
        {
            headers.Add(new(line[..colon].Trim(), Clean(line[(colon + 1)..])));
        }
    }

    private static string Clean(string value) => value.Trim().TrimEnd(';', ' ', '\t');
}
