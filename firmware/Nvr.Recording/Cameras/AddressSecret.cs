using System.Text;
using System.Text.RegularExpressions;

namespace Nvr.Recording.Cameras;

/// <summary>
/// Some makers want the password inside the address (<c>/user=admin&amp;password=x&amp;channel=1</c>, <c>?pwd=x</c>, <c>/user=admin_password=x_channel=1</c>). Addresses
/// are stored, shown and logged, passwords are not: a mark takes its place, and the password is put back when the camera is called. Pure.
/// </summary>
public static partial class AddressSecret
{
    /// <summary>What stands in an address where the camera's password belongs.</summary>
    public const string Mark = "{password}";

    private const string EscapedMark = "%7Bpassword%7D";

    /// <summary>The address with the mark, and the password that stood there, decoded; null when there was none, or the mark already.</summary>
    public static (Uri Address, string? Password) TakeOut(Uri address)
    {
        Match found = Place().Match(address.PathAndQuery);
        if (!found.Success || found.Value is EscapedMark or Mark)
        {
            return (address, null);
        }
        string marked = string.Concat(address.PathAndQuery.AsSpan(0, found.Index), Mark, address.PathAndQuery.AsSpan(found.Index + found.Length));
        return (With(address, marked), Uri.UnescapeDataString(found.Value));
    }

    /// <summary>The address that the camera is called by.</summary>
    public static Uri PutIn(Uri address, string? password)
    {
        string text = address.PathAndQuery.Replace(EscapedMark, Mark, StringComparison.OrdinalIgnoreCase);
        return text.Contains(Mark, StringComparison.Ordinal) ? With(address, text.Replace(Mark, Escape(password ?? ""), StringComparison.Ordinal)) : address;
    }

    /// <summary>The address as people read it.</summary>
    public static string Show(Uri address) => address.AbsoluteUri.Replace(EscapedMark, Mark, StringComparison.OrdinalIgnoreCase);

    private static Uri With(Uri address, string pathAndQuery)
    {
        string user = address.UserInfo.Length == 0 ? "" : address.UserInfo + "@";
        return new Uri($"{address.Scheme}://{user}{address.Authority}{pathAndQuery}");
    }

    // Only what would end the value or break the request line: cameras that look for a password here often decode nothing.
    private static string Escape(string password)
    {
        StringBuilder text = new();
        foreach (Rune rune in password.EnumerateRunes())
        {
            bool plain = rune.IsAscii && rune.Value > ' ' && rune.Value < 127 && !"/?#&;%\"<>\\^`{|}".Contains((char)rune.Value, StringComparison.Ordinal);
            text.Append(plain ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }
        return text.ToString();
    }

    [GeneratedRegex(@"(?<=[/?&;_](password|passwd|passwort|pass|pwd|pw|psw)=).+?(?=[/?&;#]|_(channel|stream|subtype)=|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
