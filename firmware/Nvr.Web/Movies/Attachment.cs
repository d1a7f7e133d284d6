using System.Text;

namespace Nvr.Web.Movies;

/// <summary>The header by which an answer is saved under a name (RFC 6266). Names are anybody's: plain letters for old programs, all of it percent-encoded for the others. Pure.</summary>
internal static class Attachment
{
    public static string Of(string name) => $"attachment; filename=\"{Ascii(name)}\"; filename*=UTF-8''{Uri.EscapeDataString(Whole(name))}";

    private static string Ascii(string name)
    {
        StringBuilder plain = new(name.Length);
        foreach (char c in name)
        {
            plain.Append(char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' ? c : '_');
        }
        return plain.ToString();
    }

    // Half a surrogate pair cannot be encoded.
    private static string Whole(string name)
    {
        StringBuilder whole = new(name.Length);
        foreach (Rune rune in name.EnumerateRunes())
        {
            whole.Append(rune.ToString());
        }
        return whole.ToString();
    }
}
