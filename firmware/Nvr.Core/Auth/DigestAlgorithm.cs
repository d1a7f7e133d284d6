using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Nvr.Core.Auth;

/// <summary>A hash that Digest may be asked to use. <see cref="Strength"/> orders them; a session variant is as strong as its hash.</summary>
internal sealed record DigestAlgorithm(string Name, int Strength, bool IsSession)
{
    /// <summary>From the challenge's <c>algorithm</c>; MD5 when it names none, null when it names an unknown one.</summary>
    public static DigestAlgorithm? For(string? name)
    {
        string wanted = string.IsNullOrWhiteSpace(name) ? "MD5" : name.Trim();
        bool session = wanted.EndsWith("-sess", StringComparison.OrdinalIgnoreCase);
        string hash = session ? wanted[..^5] : wanted;
        return hash.ToUpperInvariant() switch
        {
            "MD5" => new DigestAlgorithm(wanted, 1, session),
            "SHA-256" or "SHA256" => new DigestAlgorithm(wanted, 2, session),
            "SHA-512-256" or "SHA-512/256" => new DigestAlgorithm(wanted, 3, session),
            _ => null,
        };
    }

    /// <summary>The hash of the text's UTF-8 bytes in lower-case hexadecimal.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "RFC 7616 keeps MD5 and most cameras offer nothing else; a stronger offer is preferred.")]
    public string Hash(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(Strength switch
        {
            1 => MD5.HashData(bytes),
            2 => SHA256.HashData(bytes),
            _ => Sha512Truncated256.HashData(bytes),
        });
    }
}
