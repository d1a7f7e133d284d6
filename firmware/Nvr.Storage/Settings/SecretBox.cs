using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Nvr.Core;
using Nvr.Storage.Disk;

namespace Nvr.Storage.Settings;

/// <summary>
/// Keeps secrets (camera passwords) encrypted on disk: AES-256-GCM under a random key that lies in its own 0600 file, made at first
/// use. It protects copies of the settings, not a stolen box. Sealed text: <c>v1:</c> and base64 of nonce (12 bytes), tag (16), cipher.
/// The context (for example the camera's id) is authenticated: a sealed text cannot be moved to another place. Thread-safe.
/// </summary>
public sealed class SecretBox
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const string Version = "v1:";

    private readonly byte[] key;

    private SecretBox(byte[] key) => this.key = key;

    /// <summary>Reads the key, or makes it when the file is missing. A key of the wrong size is Storage, never replaced.</summary>
    public static SecretBox Open(string keyPath)
    {
        if (!File.Exists(keyPath))
        {
            Durable.WriteFile(keyPath, RandomNumberGenerator.GetBytes(KeyBytes));
        }
        byte[] key = File.ReadAllBytes(keyPath);
        return key.Length == KeyBytes
            ? new SecretBox(key)
            : throw new NvrException(
                ErrorKind.Storage,
                $"The key file {keyPath} is damaged. Restore it from a backup, or delete it and enter the camera passwords again.");
    }

    public string Seal(string secret, string context)
    {
        byte[] plain = Encoding.UTF8.GetBytes(secret);
        byte[] box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using AesGcm cipher = new(key, TagBytes);
        cipher.Encrypt(
            box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(context));
        CryptographicOperations.ZeroMemory(plain);
        return Version + Convert.ToBase64String(box);
    }

    /// <summary>False when the text was not sealed with this key for this context, or was changed since.</summary>
    public bool TryUnseal(string text, string context, [NotNullWhen(true)] out string? secret)
    {
        secret = null;
        if (!text.StartsWith(Version, StringComparison.Ordinal) || !TryDecode(text, out byte[]? box))
        {
            return false;
        }
        byte[] plain = new byte[box.Length - NonceBytes - TagBytes];
        try
        {
            using AesGcm cipher = new(key, TagBytes);
            cipher.Decrypt(
                box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(context));
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        secret = Encoding.UTF8.GetString(plain);
        return true;
    }

    private static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? box)
    {
        byte[] decoded = new byte[text.Length];
        bool ok = Convert.TryFromBase64String(text[Version.Length..], decoded, out int length) && length >= NonceBytes + TagBytes;
        box = ok ? decoded[..length] : null;
        return ok;
    }
}
