using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Nvr.Core;

namespace Nvr.Network.Services;

/// <summary>A public key as in OpenSSH's <c>.pub</c> files: kind, the key itself (RFC 4253, 6.6) as base64, and whose it is. Immutable.</summary>
public sealed record SshKey
{
    private const int LongestLine = 2_000;

    private static readonly string[] s_kinds = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa"];

    private readonly string base64;

    private SshKey(string kind, byte[] key, string comment)
    {
        (Kind, base64, Comment) = (kind, Convert.ToBase64String(key), comment);
        Fingerprint = "SHA256:" + Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=');
    }

    public string Kind { get; }

    /// <summary>Whose key it is, as far as it says; may be empty.</summary>
    public string Comment { get; }

    /// <summary>As <c>ssh-keygen -l</c> shows it.</summary>
    public string Fingerprint { get; }

    /// <summary>The line as it is kept and given to the server.</summary>
    public string Line => Comment.Length == 0 ? $"{Kind} {base64}" : $"{Kind} {base64} {Comment}";

    /// <summary>Strict: options before the key, private keys, and what is only alike are InvalidInput.</summary>
    public static SshKey Parse(string line)
    {
        string[] parts = line.Trim().Split((char[])[' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (line.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw Wrong("That is a private key, which nobody else may have. Enter the public one: it is the file that ends in .pub.");
        }
        string comment = parts.Length > 2 ? parts[2] : "";
        if (line.Length > LongestLine || parts.Length < 2 || !s_kinds.Contains(parts[0]) || comment.Any(char.IsControl) || Decode(parts[1]) is not { } key || !IsOf(key, parts[0]))
        {
            throw Wrong("Each line must be a public key such as the file id_ed25519.pub has it: ssh-ed25519, a long word, and a name.");
        }
        return new SshKey(parts[0], key, comment);
    }

    private static byte[]? Decode(string text)
    {
        byte[] key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out int length) ? key[..length] : null;
    }

    // The key begins with its own kind.
    private static bool IsOf(ReadOnlySpan<byte> key, string kind) =>
        key.Length > 4 + kind.Length && BinaryPrimitives.ReadUInt32BigEndian(key) == kind.Length && key.Slice(4, kind.Length).SequenceEqual(Encoding.ASCII.GetBytes(kind));

    private static NvrException Wrong(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
