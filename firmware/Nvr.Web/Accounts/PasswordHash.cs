using System.Security.Cryptography;

namespace Nvr.Web.Accounts;

/// <summary>A password as stored: PBKDF2 with HMAC-SHA-512. The number of rounds is kept beside each hash, so that it can grow.</summary>
internal sealed record PasswordHash(int Rounds, byte[] Salt, byte[] Hash)
{
    // OWASP's floor for PBKDF2-HMAC-SHA512; about a fifth of a second on a small ARM core.
    public const int CurrentRounds = 210_000;

    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>Matches no password; verifying against it costs as much as against a real one.</summary>
    public static PasswordHash Nobody { get; } = new(CurrentRounds, new byte[SaltBytes], new byte[HashBytes]);

    public static PasswordHash Of(string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new PasswordHash(CurrentRounds, salt, Derive(password, salt, CurrentRounds));
    }

    public bool Matches(string password) => CryptographicOperations.FixedTimeEquals(Derive(password, Salt, Rounds), Hash);

    private static byte[] Derive(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA512, HashBytes);
}
