using System.Security.Cryptography;
using System.Text;
using Nvr.Core;

namespace Nvr.Network.Services;

/// <summary>Who may read figures by SNMP version 3, authenticated by HMAC-SHA-256 and encrypted by AES-128, both with one password. Immutable.</summary>
public sealed record SnmpAccess
{
    private const int LongestUser = 32;
    private const int ShortestPassword = 12;
    private const int LongestPassword = 200;
    private const int Stretched = 1 << 20;

    private SnmpAccess(string user, string key) => (User, Key) = (user, key);

    public string User { get; }

    /// <summary>What the password stands for: anybody who has it needs no password.</summary>
    internal string Key { get; }

    /// <summary>InvalidInput names the field.</summary>
    public static SnmpAccess Of(string user, string password)
    {
        if (password.Length is < ShortestPassword or > LongestPassword)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"'password' has from {ShortestPassword} to {LongestPassword} letters and signs.");
        }
        return new SnmpAccess(Checked(user), Convert.ToHexStringLower(KeyOf(Encoding.UTF8.GetBytes(password))));
    }

    internal static SnmpAccess Of(SnmpFile file) => file.Key.Length == 2 * SHA256.HashSizeInBytes && file.Key.All(char.IsAsciiHexDigitLower)
        ? new SnmpAccess(Checked(file.User), file.Key)
        : throw new NvrException(ErrorKind.InvalidInput, "The key for SNMP is damaged.");

    internal SnmpFile ToFile() => new(User, Key);

    // RFC 3414, A.2.2, with the hash of RFC 7860: the hash of a megabyte of the password, repeated.
    private static byte[] KeyOf(ReadOnlySpan<byte> password)
    {
        byte[] stretched = new byte[Stretched];
        for (int at = 0; at < stretched.Length; at += password.Length)
        {
            password[..Math.Min(password.Length, stretched.Length - at)].CopyTo(stretched.AsSpan(at));
        }
        return SHA256.HashData(stretched);
    }

    private static string Checked(string user) => user.Length is > 0 and <= LongestUser && user.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        ? user
        : throw new NvrException(ErrorKind.InvalidInput, $"'user' has at most {LongestUser} letters, digits, '.', '-' and '_'.");
}
