using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Nvr.Core;

namespace Nvr.Storage.Backups;

/// <summary>
/// Settings as one file that can lie about: encrypted with AES-256-GCM under a key that PBKDF2 (HMAC-SHA-256) makes of a passphrase. What everybody may read, the header, is authenticated with it.
/// All numbers are big-endian:
/// <code>
///  0   8  "NVRSETT\n"
///  8   2  version of this format: 1
/// 10   4  iterations of PBKDF2
/// 14  16  salt
/// 30  12  nonce
/// 42   4  length of the header, H
/// 46   H  header: JSON, <see cref="BackupHeader"/>
/// 46+H .. encrypted: JSON, {"files":{NAME:base64}}
/// end-16  tag of GCM; everything before the encrypted part is its associated data
/// </code>
/// Pure and thread-safe; making the key takes about a second on a small processor. Failures are <see cref="NvrException"/> with a sentence: Unsupported for what is no backup, a damaged or a newer one,
/// InvalidInput for a wrong passphrase, or one that is too short to make one with.
/// </summary>
public static class BackupFile
{
    public const int ShortestPassphrase = 8;
    public const int LongestPassphrase = 200;

    /// <summary>Many times the settings of a box with all the devices that it can have.</summary>
    public const int LargestBytes = 16 << 20;

    private const int Version = 1;

    /// <summary>OWASP's figure of 2023 for PBKDF2 with HMAC-SHA-256.</summary>
    private const int Iterations = 600_000;

    /// <summary>What a file may ask for: below it a passphrase is guessed too fast, above it the box would be busy for long.</summary>
    private const int FewestIterations = 100_000;
    private const int MostIterations = 5_000_000;

    private const int SaltAt = 14;
    private const int SaltBytes = 16;
    private const int NonceAt = SaltAt + SaltBytes;
    private const int NonceBytes = 12;
    private const int HeaderLengthAt = NonceAt + NonceBytes;
    private const int HeaderAt = HeaderLengthAt + 4;
    private const int LargestHeaderBytes = 4096;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;

    private static ReadOnlySpan<byte> Magic => "NVRSETT\n"u8;

    public static byte[] Seal(SettingsBackup backup, string passphrase)
    {
        if (passphrase.Length is < ShortestPassphrase or > LongestPassphrase)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"The passphrase must have {ShortestPassphrase} to {LongestPassphrase} characters.");
        }
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(backup.Header, BackupJson.Default.BackupHeader);
        byte[] plain = JsonSerializer.SerializeToUtf8Bytes(new BackupContent(backup.Files), BackupJson.Default.BackupContent);
        int sealedAt = HeaderAt + header.Length;
        byte[] file = new byte[sealedAt + plain.Length + TagBytes];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(10), Iterations);
        RandomNumberGenerator.Fill(file.AsSpan(SaltAt, SaltBytes + NonceBytes));
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(HeaderLengthAt), header.Length);
        header.CopyTo(file, HeaderAt);
        using AesGcm cipher = CipherOf(file, passphrase);
        cipher.Encrypt(file.AsSpan(NonceAt, NonceBytes), plain, file.AsSpan(sealedAt, plain.Length), file.AsSpan(file.Length - TagBytes), file.AsSpan(0, sealedAt));
        CryptographicOperations.ZeroMemory(plain);
        return file;
    }

    /// <summary>What it says of itself, which anybody may have written.</summary>
    /// <param name="start">The first <see cref="HeaderBytes"/> of the file, or all of a shorter one.</param>
    public static BackupHeader ReadHeader(ReadOnlySpan<byte> start)
    {
        if (start.Length < Magic.Length || !start[..Magic.Length].SequenceEqual(Magic))
        {
            throw new NvrException(ErrorKind.Unsupported, "This is no settings backup of a recorder like this one.");
        }
        if (start.Length < HeaderAt)
        {
            throw Damaged();
        }
        if (BinaryPrimitives.ReadUInt16BigEndian(start[8..]) != Version)
        {
            throw Newer();
        }
        int length = BinaryPrimitives.ReadInt32BigEndian(start[HeaderLengthAt..]);
        int iterations = BinaryPrimitives.ReadInt32BigEndian(start[10..]);
        if (length is < 2 or > LargestHeaderBytes || start.Length < HeaderAt + length || iterations is < FewestIterations or > MostIterations)
        {
            throw Damaged();
        }
        try
        {
            return JsonSerializer.Deserialize(start.Slice(HeaderAt, length), BackupJson.Default.BackupHeader) ?? throw Damaged();
        }
        catch (JsonException wrong)
        {
            throw Damaged(wrong);
        }
    }

    /// <summary>How much of a file its header can take.</summary>
    public const int HeaderBytes = HeaderAt + LargestHeaderBytes;

    public static SettingsBackup Open(byte[] file, string passphrase)
    {
        BackupHeader header = ReadHeader(file);
        int sealedAt = HeaderAt + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(HeaderLengthAt));
        if (file.Length < sealedAt + TagBytes || file.Length > LargestBytes)
        {
            throw Damaged();
        }
        byte[] plain = new byte[file.Length - sealedAt - TagBytes];
        try
        {
            using AesGcm cipher = CipherOf(file, passphrase);
            cipher.Decrypt(file.AsSpan(NonceAt, NonceBytes), file.AsSpan(sealedAt, plain.Length), file.AsSpan(file.Length - TagBytes), plain, file.AsSpan(0, sealedAt));
            return new SettingsBackup(header, FilesOf(plain));
        }
        catch (AuthenticationTagMismatchException wrong)
        {
            // Which of the two it is cannot be told apart: that is what authenticates.
            throw new NvrException(ErrorKind.InvalidInput, "The passphrase is wrong, or the backup is damaged.", wrong) { NextStep = "Enter the passphrase again, or use another copy of the backup." };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static IReadOnlyDictionary<string, byte[]> FilesOf(byte[] plain)
    {
        try
        {
            IReadOnlyDictionary<string, byte[]> files = JsonSerializer.Deserialize(plain, BackupJson.Default.BackupContent)?.Files ?? throw Damaged();
            return files.Keys.All(name => name.Length > 0 && name[0] != '.' && Path.GetFileName(name) == name) ? files : throw Damaged();
        }
        catch (JsonException wrong)
        {
            throw Damaged(wrong);
        }
    }

    private static AesGcm CipherOf(ReadOnlySpan<byte> file, string passphrase)
    {
        byte[] words = Encoding.UTF8.GetBytes(passphrase);
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(words, file.Slice(SaltAt, SaltBytes), BinaryPrimitives.ReadInt32BigEndian(file[10..]), HashAlgorithmName.SHA256, KeyBytes);
        try
        {
            return new AesGcm(key, TagBytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(words);
        }
    }

    private static NvrException Damaged(Exception? cause = null) =>
        new(ErrorKind.Unsupported, "This settings backup is damaged or incomplete.", cause) { NextStep = "Use another copy of it, or make a new one." };

    private static NvrException Newer() =>
        new(ErrorKind.Unsupported, "This settings backup was made by a newer version of the recorder's software.") { NextStep = "Update this recorder first." };
}
