using System.Globalization;
using System.Text;

namespace SimCamera.Rtsp;

/// <summary>An answer under construction. Used by one connection's task.</summary>
internal sealed class RtspReply(int status, string reason)
{
    public int Status { get; set; } = status;

    public string Reason { get; set; } = reason;

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public string Body { get; set; } = "";

    /// <summary>Written in place of everything else when set.</summary>
    public string? WholeText { get; set; }

    /// <summary>True: nothing is answered.</summary>
    public bool IsSilence { get; init; }

    /// <summary>True: the connection is closed after the answer.</summary>
    public bool Closes { get; init; }

    public static RtspReply Ok() => new(200, "OK");

    public static RtspReply Silence(bool closes) => new(0, "") { IsSilence = true, Closes = closes };

    public RtspReply Add(string name, string value)
    {
        Headers.Add(new(name, value));
        return this;
    }

    public void Remove(string name) => Headers.RemoveAll(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase));

    public void Replace(string name, Func<string, string> change)
    {
        for (int i = 0; i < Headers.Count; i++)
        {
            if (Headers[i].Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                Headers[i] = new(Headers[i].Key, change(Headers[i].Value));
            }
        }
    }

    public byte[] ToBytes()
    {
        if (WholeText is not null)
        {
            return Encoding.UTF8.GetBytes(WholeText);
        }

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"RTSP/1.0 {Status} {Reason}\r\n");
        foreach (KeyValuePair<string, string> header in Headers)
        {
            text.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");
        }

        if (Body.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("\r\n").Append(Body).ToString());
    }
}
