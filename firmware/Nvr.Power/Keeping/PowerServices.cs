using Nvr.Adoption.Adopted;
using Nvr.Adoption.Healing;
using Nvr.Board.Poe;
using Nvr.Board.Switches;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Power.Settings;
using Nvr.Recording.Cameras;
using Nvr.Storage.Settings;

namespace Nvr.Power.Keeping;

/// <summary>What the ports' power is kept with.</summary>
public sealed record PowerServices
{
    /// <summary>The box's own ports; null where it has none.</summary>
    public IPoePorts? Board { get; init; }

    /// <summary>Makes a switch speak.</summary>
    public required Func<ManagedSwitch, IPoeSwitch> OpenSwitch { get; init; }

    public required DataDirectory Data { get; init; }

    public required SwitchBook Switches { get; init; }

    public required IAdoptedDevices Devices { get; init; }

    public required ICameraDirectory Cameras { get; init; }

    public required FirmwareUpdates Updates { get; init; }

    public required ICameraEventSink Sink { get; init; }

    public required HealthBoard Health { get; init; }

    public required BoxClock Clock { get; init; }

    public PowerRules Rules { get; init; } = new();
}
