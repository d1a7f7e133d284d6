using Nvr.Board.Switches;

namespace Nvr.Power.Settings;

/// <summary>The settings file of the managed switches. Immutable.</summary>
internal sealed record SwitchDocument
{
    public int Version { get; init; } = 1;

    public required IReadOnlyList<StoredSwitch> Switches { get; init; }
}

/// <summary>One of them; what is secret is sealed. Immutable.</summary>
internal sealed record StoredSwitch
{
    public required string Name { get; init; }

    public required string Address { get; init; }

    public required int Port { get; init; }

    public string? SealedCommunity { get; init; }

    public string? UserName { get; init; }

    public SnmpHash Hash { get; init; }

    public string? SealedPassword { get; init; }

    public string? SealedEncryptionPassword { get; init; }
}
