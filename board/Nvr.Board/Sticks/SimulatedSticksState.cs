using System.Text.Json.Serialization;

namespace Nvr.Board.Sticks;

/// <summary>What was ever plugged into a simulated board, as it is kept in a file. Changed in place under the lock of <see cref="SimulatedSticks"/>.</summary>
internal sealed class SimulatedSticksState
{
    public List<SimulatedStickState> Sticks { get; init; } = [];

    public int NextPlug { get; set; } = 1;
}

/// <summary>A stick, in the socket or out of it.</summary>
internal sealed class SimulatedStickState
{
    public required SimulatedStick Stick { get; init; }

    /// <summary>Where its files are while it is not mounted: a name in the folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Of its last plug.</summary>
    public required string Id { get; set; }

    /// <summary>It is in the socket and has power.</summary>
    public bool IsThere { get; set; }

    public bool IsMounted { get; set; }

    public bool IsBusy { get; set; }

    /// <summary>Mounting it has failed since it was plugged in.</summary>
    public bool WasFoundDamaged { get; set; }

    /// <summary>How much was on it when it was mounted.</summary>
    public long BytesWhenMounted { get; set; }
}

/// <summary>Source-generated JSON of it.</summary>
[JsonSerializable(typeof(SimulatedSticksState))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class SimulatedSticksJson : JsonSerializerContext;
