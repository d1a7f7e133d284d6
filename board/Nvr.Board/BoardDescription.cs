using Nvr.Board.Parts;

namespace Nvr.Board;

/// <summary>What kind of box the program runs on, read from a board file. Immutable, and already found to be consistent.</summary>
public sealed record BoardDescription
{
    /// <summary>Shown to the user, for example "Simulated board".</summary>
    public required string Name { get; init; }

    /// <summary>True when there is no hardware behind it: the box is being tried out on a computer.</summary>
    public bool Simulated { get; init; }

    /// <summary>Names of the interfaces behind which there are cameras only, such as the bridge of the PoE ports; empty when there are none.</summary>
    public IReadOnlyList<string> CameraNetworks { get; init; } = [];

    /// <summary>The interface from which people reach the box; null for any Ethernet interface that is no cameras' one.</summary>
    public string? OfficeNetwork { get; init; }

    public IReadOnlyList<GpioDescription> Gpio { get; init; } = [];

    public IReadOnlyList<ChipDescription> Chips { get; init; } = [];

    public PanelDescription Panel { get; init; } = PanelDescription.None;

    public FanDescription? Fan { get; init; }

    /// <summary>The box's own PoE ports; null when it has none.</summary>
    public PoeDescription? Poe { get; init; }

    /// <summary>In the order in which they stand on the case.</summary>
    public IReadOnlyList<BayDescription> Bays { get; init; } = [];

    /// <summary>Where the socket of the USB key is, as udev's <c>ID_PATH</c> begins for what is plugged into it; null when every USB socket will do.</summary>
    public string? UsbSocket { get; init; }

    public WatchdogDescription? Watchdog { get; init; }

    /// <summary>A program that knows what hangs on the simulated ports and is told of their power; null when nothing hangs on them.</summary>
    public string? SimulatedPortScript { get; init; }

    /// <summary>
    /// How many times faster than a real box a simulated one loses its patience with cameras that are gone or hang, for trying that out.
    /// </summary>
    public double SimulatedHaste { get; init; } = 1;
}
