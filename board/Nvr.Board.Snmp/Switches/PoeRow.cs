using Nvr.Board.Poe;

namespace Nvr.Board.Snmp.Switches;

/// <summary>Which port: of which box of a stack or card of a chassis, and its number there (pethPsePortGroupIndex, pethPsePortIndex).</summary>
internal readonly record struct PortKey(uint Group, uint Port);

/// <summary>One row of RFC 3621's pethPsePortTable, and what the maker adds. Immutable.</summary>
internal sealed record PoeRow
{
    private const int Delivering = 3;
    private const int Fault = 4;
    private const int OtherFault = 6;
    private const int Searching = 2;

    public bool IsEnabled { get; init; } = true;

    /// <summary>1 disabled, 2 searching, 3 delivering, 4 fault, 5 test, 6 fault that is no detection's.</summary>
    public int Status { get; init; }

    /// <summary>1 critical, 2 high, 3 low; 0 where it is not told.</summary>
    public int ToldPriority { get; init; }

    /// <summary>1 for class 0, and so on; it means something while power is delivered.</summary>
    public int ToldClass { get; init; }

    /// <summary>How often the switch had nothing left for it, since the switch started.</summary>
    public long Denials { get; init; }

    public double? Volts { get; init; }

    public double? Milliamps { get; init; }

    public double? Watts { get; init; }

    public int Priority => ToldPriority is >= 1 and <= 3 ? 4 - ToldPriority : 2;

    public PoePower Power => (IsEnabled, Status) switch
    {
        (false, _) => PoePower.Off,
        (_, Delivering) => PoePower.Delivering,
        (_, Fault or OtherFault) => PoePower.Fault,
        (_, Searching) => PoePower.Searching,
        _ => PoePower.Unknown,
    };

    public PoeDetection Detection => (IsEnabled, Status) switch
    {
        (true, Delivering) => PoeDetection.Device,
        (true, Searching) => PoeDetection.Nothing,
        _ => PoeDetection.Unknown,
    };

    public PoeReading? Reading => Power == PoePower.Delivering
        ? new PoeReading(ToldClass is >= 1 and <= 9 ? ToldClass - 1 : null, Volts, Milliamps, Watts)
        : null;
}
