using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Nvr.Board.Switches;

namespace Nvr.Board.Snmp.Security;

/// <summary>
/// A user's keys at one engine: signing by RFC 3414 section 6 (SHA-1, cut to 12 bytes) or RFC 7860 (SHA-256, cut to 24), AES-128 in CFB mode by RFC 3826. Immutable; any thread.
/// </summary>
internal sealed class UserKeys
{
    public const int SaltBytes = 8;

    private const int ExpandedBytes = 1 << 20;
    private const int TimesInBlock = 64;
    private const int AesBytes = 16;

    private readonly SnmpHash hash;
    private readonly byte[] signing;
    private readonly byte[]? encrypting;

    public UserKeys(SnmpHash hash, string password, string? encryptionPassword, byte[] engine)
    {
        this.hash = hash;
        signing = Localized(hash, password, engine);
        encrypting = encryptionPassword is null ? null : Localized(hash, encryptionPassword, engine)[..AesBytes];
    }

    public int MacBytes => hash == SnmpHash.Sha256 ? 24 : 12;

    /// <summary>A password's key at an engine: the hash of a megabyte of it, tied to the engine (RFC 3414 appendix A.2).</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The standard's own, and what most switches know.")]
    public static byte[] Localized(SnmpHash hash, string password, byte[] engine)
    {
        // Whoever has no password any more, as its seal was broken, gets keys that open nothing.
        byte[] text = password.Length > 0 ? Encoding.UTF8.GetBytes(password) : [0];
        byte[] block = new byte[text.Length * TimesInBlock];
        for (int at = 0; at < block.Length; at++)
        {
            block[at] = text[at % text.Length];
        }
        using var expanded = IncrementalHash.CreateHash(hash == SnmpHash.Sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        for (int left = ExpandedBytes; left > 0; left -= block.Length)
        {
            expanded.AppendData(block.AsSpan(0, Math.Min(left, block.Length)));
        }
        CryptographicOperations.ZeroMemory(block);
        byte[] key = expanded.GetHashAndReset();
        return Hash(hash, [.. key, .. engine, .. key]);
    }

    /// <summary>The code of a whole message in which the code's own place is zeros.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The standard's own, and what most switches know.")]
    public byte[] Sign(ReadOnlySpan<byte> message) =>
        (hash == SnmpHash.Sha256 ? HMACSHA256.HashData(signing, message) : HMACSHA1.HashData(signing, message))[..MacBytes];

    public byte[] Encrypt(ReadOnlySpan<byte> content, int boots, int time, byte[] salt) => Cfb(content, boots, time, salt, (aes, padded, iv) => aes.EncryptCfb(padded, iv, PaddingMode.None, 128));

    public byte[] Decrypt(ReadOnlySpan<byte> content, int boots, int time, byte[] salt) => Cfb(content, boots, time, salt, (aes, padded, iv) => aes.DecryptCfb(padded, iv, PaddingMode.None, 128));

    // The platform takes whole blocks alone; a stream cipher's last block may be cut without harm.
    private byte[] Cfb(ReadOnlySpan<byte> content, int boots, int time, byte[] salt, Func<Aes, byte[], byte[], byte[]> cipher)
    {
        byte[] iv = new byte[AesBytes];
        BinaryPrimitives.WriteInt32BigEndian(iv, boots);
        BinaryPrimitives.WriteInt32BigEndian(iv.AsSpan(4), time);
        salt.CopyTo(iv.AsSpan(SaltBytes));
        byte[] padded = new byte[(content.Length + AesBytes - 1) / AesBytes * AesBytes];
        content.CopyTo(padded);
        using var aes = Aes.Create();
        aes.Key = encrypting!;
        return cipher(aes, padded, iv)[..content.Length];
    }

    [SuppressMessage("Security", "CA5350", Justification = "The standard's own, and what most switches know.")]
    private static byte[] Hash(SnmpHash hash, ReadOnlySpan<byte> content) => hash == SnmpHash.Sha256 ? SHA256.HashData(content) : SHA1.HashData(content);
}
