namespace Nvr.Adoption.Trying;

/// <summary>What is to be tried. Immutable.</summary>
public sealed record TrialRequest
{
    /// <summary><c>rtsp</c> or <c>rtsps</c>, without credentials. Without a path the device is asked where its picture is, see <see cref="IsSearch"/>.</summary>
    public required Uri Address { get; init; }

    /// <summary>Null, or empty, for none: then nothing is tried that a camera could count as a wrong password.</summary>
    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>Whether the paths that makers use are gone through where the address has none: some twenty questions. False asks one, for while somebody types.</summary>
    public bool IsSearch { get; init; }

    internal bool IsHostAlone => Address.PathAndQuery is "" or "/";

    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"{Address.Host}:{Address.Port}";
}
