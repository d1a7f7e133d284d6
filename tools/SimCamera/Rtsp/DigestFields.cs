using System.Text;

namespace SimCamera.Rtsp;

/// <summary>Reads <c>name=value</c> and <c>name="quoted"</c> lists of an Authorization header. Pure.</summary>
internal static class DigestFields
{
    public static Dictionary<string, string> Parse(string header)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        int at = header.IndexOf(' ', StringComparison.Ordinal) + 1;
        while (at < header.Length)
        {
            int equals = header.IndexOf('=', at);
            if (equals < 0)
            {
                break;
            }

            string name = header[at..equals].Trim(' ', ',');
            at = equals + 1;
            fields[name] = ReadValue(header, ref at);
        }

        return fields;
    }

    private static string ReadValue(string header, ref int at)
    {
        bool quoted = at < header.Length && header[at] == '"';
        at += quoted ? 1 : 0;
        var value = new StringBuilder();
        for (; at < header.Length; at++)
        {
            char c = header[at];
            if (quoted ? c == '"' : c == ',')
            {
                at++;
                break;
            }

            if (quoted && c == '\\' && at + 1 < header.Length)
            {
                c = header[++at];
            }

            value.Append(c);
        }

        return quoted ? value.ToString() : value.ToString().Trim();
    }
}
