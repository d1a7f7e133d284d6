using Nvr.Adoption.Adopted;
using Nvr.Board.Poe;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Healing;

/// <summary>What healing looks at, and what it acts through.</summary>
public sealed record HealingServices
{
    public required ICameraDirectory Cameras { get; init; }

    public required IAdoptedDevices Devices { get; init; }

    public required IRebooter Rebooter { get; init; }

    /// <summary>Null for a box without PoE ports.</summary>
    public IPoePorts? Ports { get; init; }

    public required FirmwareUpdates Updates { get; init; }

    public required HealingHistory History { get; init; }

    public required IHealingJournal Journal { get; init; }

    public required BoxClock Clock { get; init; }

    public HealingRules Rules { get; init; } = new();
}
