using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Healing;
using Nvr.Board.Poe;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Tests.Healing;

/// <summary>Cameras that hang while they are recorded, and are brought back: sockets, disk and supervisors are real, patience is short.</summary>
public sealed class HealingEndToEndTests
{
    private static readonly HealingRules Hurried = new()
    {
        FirstPatience = TimeSpan.FromSeconds(3), BeforePowerCycle = TimeSpan.FromSeconds(3), WellAfter = TimeSpan.FromSeconds(2),
        PowerOff = TimeSpan.FromSeconds(1), LookInterval = TimeSpan.FromMilliseconds(200),
    };

    [Fact]
    public async Task StalledCamera_IsRestartedByOnvif_AndRecordsAgain()
    {
        await using RecordingBox box = await RecordingBox.StartAsync();
        using var stop = new CancellationTokenSource();
        var journal = new NotedHealing();
        await box.UntilAsync(() => box.SecondsOf("door") > 2, "footage");

        Task healing = Heal(box, box.Adopted(), null, journal, stop.Token);
        box.Server.Stall();
        await box.UntilAsync(() => box.Device.Reboots >= 1, "a restart of the camera");
        double before = box.SecondsOf("door");
        await box.UntilAsync(() => box.StateOf("door") == CameraState.Recording && box.SecondsOf("door") > before + 2, "footage after the restart");
        await box.UntilAsync(() => !journal.Recovered.IsEmpty, "the end of the illness");

        // A machine that is slow enough may see the camera restarted once more before its picture is back.
        HealingNote note = journal.Steps.First();
        Assert.Equal((HealingStep.Reboot, StepOutcome.Done, "door"), (note.Step, note.Outcome, note.Names));
        Assert.Contains("SystemReboot", box.Device.Operations);
        await stop.CancelAsync();
        await healing;
    }

    [Fact]
    public async Task CameraThatHangsAltogether_GetsItsPortCycled_AndRecordsAgain()
    {
        await using RecordingBox box = await RecordingBox.StartAsync();
        using var stop = new CancellationTokenSource();
        var journal = new NotedHealing();
        Task away = Task.CompletedTask;
        var ports = new SimulatedPoePorts(["1", "2", "3", "4"], TimeProvider.System, (_, powered) =>
        {
            // Without power it is gone; with power it starts, and what hung hangs no more.
            away = powered ? away : box.Device.RebootAsync();
            return Task.CompletedTask;
        });
        AdoptedDevice door = box.Adopted(NobodysAddress());
        ports.Plug("2", door.Mac!);
        await box.UntilAsync(() => box.SecondsOf("door") > 2, "footage");

        Task healing = Heal(box, door, ports, journal, stop.Token);
        box.Server.Stall();
        await box.UntilAsync(() => ports.Cycled.Count == 1, "a power cycle");
        double before = box.SecondsOf("door");
        await box.UntilAsync(() => box.StateOf("door") == CameraState.Recording && box.SecondsOf("door") > before + 2, "footage after the power cycle");
        await box.UntilAsync(() => !journal.Recovered.IsEmpty, "the end of the illness");

        Assert.Equal([HealingStep.Reboot, HealingStep.PowerCycle], journal.Steps.Take(2).Select(s => s.Step));
        Assert.Equal([StepOutcome.Failed, StepOutcome.Done], journal.Steps.Take(2).Select(s => s.Outcome));
        await stop.CancelAsync();
        await healing;
        await away;
    }

    private static Task Heal(RecordingBox box, AdoptedDevice device, IPoePorts? ports, NotedHealing journal, CancellationToken stop)
    {
        var devices = new FixedDevices();
        devices.Set(device);
        var healer = new Healer(
            new HealingServices
            {
                Cameras = box.Registry, Devices = devices, Rebooter = new OnvifRebooter(new Nvr.Onvif.OnvifOptions(), box.Clock), Ports = ports,
                Updates = new FirmwareUpdates(box.Clock), History = HealingHistory.Open(box.Data, box.Clock), Journal = journal, Clock = box.Clock, Rules = Hurried,
            },
            NullLogger<Healer>.Instance);
        return Task.Run(() => healer.RunAsync(stop), CancellationToken.None);
    }

    /// <summary>A port on which nobody listens: the web side of a camera that hangs.</summary>
    private static Uri NobodysAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}/onvif/device_service");
    }
}
