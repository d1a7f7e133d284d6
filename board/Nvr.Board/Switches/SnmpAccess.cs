namespace Nvr.Board.Switches;

/// <summary>
/// What a switch lets the box in with: a community (version 2c), or else a user (version 3). Holds passwords: never log it. Immutable.
/// </summary>
public sealed record SnmpAccess
{
    /// <summary>Shorter ones are refused by the standard (RFC 3414 section 11.2).</summary>
    public const int ShortestPassword = 8;

    /// <summary>Of version 2c; null where a user is given.</summary>
    public string? Community { get; init; }

    /// <summary>Of version 3; null where a community is given.</summary>
    public string? UserName { get; init; }

    public SnmpHash Hash { get; init; }

    /// <summary>Signs the messages; null for a user without one.</summary>
    public string? Password { get; init; }

    /// <summary>Encrypts them (AES-128, RFC 3826); null where they stay readable. Needs <see cref="Password"/>.</summary>
    public string? EncryptionPassword { get; init; }

    // The compiler's own would print what is secret.
    public override string ToString() => UserName is null ? "a community" : $"the user {UserName}";
}
