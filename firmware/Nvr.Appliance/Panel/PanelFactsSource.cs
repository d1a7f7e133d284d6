using Nvr.Adoption.Devices;
using Nvr.Appliance.Disks;
using Nvr.Appliance.Sticks;
using Nvr.Board;
using Nvr.Board.Panel;
using Nvr.Board.Poe;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Storage;

namespace Nvr.Appliance.Panel;

/// <summary>
/// Gathers what the front panel tells, from the same places as the page and the metrics. Used by one task. What is slow to ask, the network and the
/// ports, is asked every ten seconds.
/// </summary>
internal sealed class PanelFactsSource(
    BoardDescription board, ICameraDirectory cameras, FootageStore store, IDeviceBook devices, StickDesk sticks, HealthBoard health, BoxClock clock, IPoePorts? ports = null, DiskSteward? disks = null)
{
    /// <summary>A box that has just started has no footage yet, and that is no fault.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan SlowInterval = TimeSpan.FromSeconds(10);

    private readonly long startedUs = clock.MonotonicUs;
    private long slowAskedUs = long.MinValue / 2;
    private bool hasNetwork;
    private IReadOnlyList<PortState> portStates = [];

    public async Task<PanelReading> GatherAsync(CancellationToken cancellation)
    {
        if (clock.MonotonicUs - slowAskedUs >= SlowInterval.TotalMicroseconds)
        {
            slowAskedUs = clock.MonotonicUs;
            hasNetwork = OwnNetworks.Up(board).Any();
            portStates = await PortsAsync(cancellation);
        }
        TimeSpan?[] ages = [.. cameras.MainStates().Where(MustRecordNow).Select(c => store.DurableAge(c.Id))];
        RecordingProof recording = RecordingProofs.Of(ages);
        bool isStarting = recording is RecordingProof.Some or RecordingProof.None && clock.MonotonicUs - startedUs < Grace.TotalMicroseconds;
        var facts = new PanelFacts
        {
            Phase = isStarting ? BoxPhase.Starting : BoxPhase.Running,
            Health = health.Read() is [var worst, ..] ? worst.Level : HealthLevel.Unknown,
            Recording = recording,
            HasNetwork = hasNetwork,
            Bays = disks?.BayStates ?? [.. board.Bays.Select(_ => BayState.Empty)],
            Ports = portStates,
            Export = sticks.ForPanel().State,
        };
        return new PanelReading(facts, RecordingProofs.Proven(ages), ages.Length);
    }

    private static bool MustRecordNow(CameraMoment camera) => camera.State is not (CameraState.Resting or CameraState.Disabled);

    private async Task<IReadOnlyList<PortState>> PortsAsync(CancellationToken cancellation)
    {
        if (ports is null || board.Poe is null)
        {
            return [];
        }
        try
        {
            IReadOnlyList<PoePort> now = await ports.ReadAsync(cancellation);
            IReadOnlyList<CameraMoment> all = cameras.MainStates();
            return [.. board.Poe.Ports.Select(p => StateOf(now.FirstOrDefault(n => n.Name == p.Name), all))];
        }
        catch (NvrException)
        {
            // The room that reads the ports for healing tells of this; lights that guess would be worse than dark ones.
            return [];
        }
    }

    private PortState StateOf(PoePort? port, IReadOnlyList<CameraMoment> all) => port?.Power switch
    {
        PoePower.Fault => PortState.Fault,
        PoePower.Denied => PortState.Denied,
        PoePower.Delivering => CamerasBehind(port, all).All(IsWell) ? PortState.Well : PortState.Waiting,
        _ => PortState.Idle,
    };

    private IEnumerable<CameraMoment> CamerasBehind(PoePort port, IReadOnlyList<CameraMoment> all)
    {
        HashSet<CameraId> behind = [.. devices.List().Where(d => d.Mac is not null && port.Macs.Contains(d.Mac)).SelectMany(d => d.Sources).Select(s => s.CameraId)];
        return all.Where(c => c.State != CameraState.Disabled && behind.Contains(c.Id));
    }

    private static bool IsWell(CameraMoment camera) => camera.State is CameraState.Recording or CameraState.Resting;
}
