using System.Net.NetworkInformation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Healing;
using Nvr.Board.Parts;
using Nvr.Board.Poe;
using Nvr.Board.Switches;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Power.Keeping;
using Nvr.Power.Settings;
using Nvr.Storage.Settings;

namespace Nvr.Web.Tests.Fakes;

/// <summary>The real keeper of the ports' power over two simulated ports, and a switch at the edge that answers, or says what the test wants.</summary>
public sealed class PowerPlant : IAdoptedDevices, ICameraEventSink, IDisposable
{
    private readonly DataDirectory data;
    private readonly BoxClock clock;
    private readonly FakeCameras cameras;
    private volatile AdoptedDevice[] devices = [];

    public PowerPlant(string directory, BoxClock clock, FakeCameras cameras)
    {
        (this.clock, this.cameras) = (clock, cameras);
        data = DataDirectory.Open(directory);
        Switches = new SwitchBook(data, allowLoopback: false);
        Ports = new SimulatedPoePorts(new PoeDescription(30, 2, [new PoePortDescription("1"), new PoePortDescription("2")]), TimeProvider.System);
    }

    public SimulatedPoePorts Ports { get; }

    public SwitchBook Switches { get; }

    /// <summary>What the switch says to everything; null while it answers.</summary>
    public NvrException? SwitchRefusal { get; set; }

    public void Add(IServiceCollection services)
    {
        services.AddSingleton(Switches).AddSingleton(new PowerRules { PowerOff = TimeSpan.Zero, FreshFor = TimeSpan.Zero });
        services.AddSingleton(s => new PowerKeeper(
            new PowerServices
            {
                Board = Ports, OpenSwitch = _ => new TwoPorts(this), Data = data, Switches = Switches, Devices = this, Cameras = cameras,
                Updates = s.GetRequiredService<FirmwareUpdates>(), Sink = this, Health = s.GetRequiredService<HealthBoard>(), Clock = clock, Rules = s.GetRequiredService<PowerRules>(),
            },
            NullLogger<PowerKeeper>.Instance));
    }

    /// <summary>A device of that camera at a port.</summary>
    public DeviceId Plug(string port, CameraId camera, double watts)
    {
        var mac = new PhysicalAddress([2, 0, 0, 0, 0, 1]);
        var device = new AdoptedDevice { Id = DeviceId.New(), Mac = mac, Sources = [new DeviceSource { Token = "1", Camera = camera.Value }] };
        devices = [device];
        Ports.Plug(port, mac);
        Ports.Measure(port, PoeReading.Measured(3, 48, watts / 48 * 1000));
        return device.Id;
    }

    public IReadOnlyList<AdoptedDevice> List() => devices;

    public void OnEvent(CameraId camera, CameraEvent message)
    {
    }

    public void OnInterrupted(CameraId camera)
    {
    }

    public void Dispose() => data.Dispose();

    private sealed class TwoPorts(PowerPlant plant) : IPoeSwitch
    {
        public Task<IReadOnlyList<PoePort>> ReadAsync(CancellationToken cancellation) => plant.SwitchRefusal is { } no
            ? Task.FromException<IReadOnlyList<PoePort>>(no)
            : Task.FromResult<IReadOnlyList<PoePort>>(
            [
                .. new[] { "desk.1", "desk.2" }.Select(n => new PoePort(n, "desk", PoePower.Delivering, []) { Supply = new PoeSupply("desk", 60) { ShedsByItself = true } }),
            ]);

        public Task SetPowerAsync(string port, bool on, CancellationToken cancellation) => Task.CompletedTask;

        public Task CycleAsync(string port, TimeSpan off, CancellationToken cancellation) => Task.CompletedTask;

        public Task SetPriorityAsync(string port, int priority, CancellationToken cancellation) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
