namespace Nvr.Board;

/// <summary>What kind of box the program runs on, read from a board file. Immutable.</summary>
public sealed record BoardDescription
{
    /// <summary>Shown to the user, for example "Simulated board".</summary>
    public required string Name { get; init; }

    /// <summary>True when there is no hardware behind it: the box is being tried out on a computer.</summary>
    public bool Simulated { get; init; }

    /// <summary>Names of the interfaces behind which there are cameras only, such as the bridge of the PoE ports; empty when there are none.</summary>
    public IReadOnlyList<string> CameraNetworks { get => field ?? []; init; }

    /// <summary>How many PoE ports a simulated board has, named from 1 on. Hardware is described where its driver is.</summary>
    public int SimulatedPoePorts { get; init; }

    /// <summary>A program that knows what hangs on the simulated ports and is told of their power; null when nothing hangs on them.</summary>
    public string? SimulatedPortScript { get; init; }

    /// <summary>
    /// How many times faster than a real box a simulated one loses its patience with cameras that are gone or hang, for trying that out.
    /// </summary>
    public double SimulatedHaste { get => field == 0 ? 1 : field; init; }
}
