using System.Net.NetworkInformation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Healing;
using Nvr.Adoption.Tests.Healing;
using Nvr.Board.Parts;
using Nvr.Board.Poe;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Power.Keeping;
using Nvr.Power.Settings;
using Nvr.Storage.Settings;

namespace Nvr.Power.Tests;

/// <summary>A keeper over simulated ports of a 30 W supply on fake time, its settings real files. Owned by one test.</summary>
internal sealed class Plant : ICameraEventSink, IDisposable
{
    public const int SupplyWatts = 30;

    private readonly string folder = Directory.CreateTempSubdirectory("power-").FullName;
    private readonly FakeCameras cameras = new();
    private readonly FixedDevices devices = new();
    private readonly List<AdoptedDevice> listed = [];
    private DataDirectory data;

    public Plant()
    {
        Clock = new BoxClock(Time, Guid.NewGuid());
        Updates = new FirmwareUpdates(Clock);
        Ports = NewPorts();
        data = DataDirectory.Open(folder);
        Keeper = NewKeeper();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public BoxClock Clock { get; }

    public FirmwareUpdates Updates { get; }

    public HealthBoard Health { get; } = new();

    public SimulatedPoePorts Ports { get; }

    public SwitchBook Switches { get; private set; } = null!;

    public FakeSwitch Switch { get; } = new();

    public PowerKeeper Keeper { get; private set; }

    /// <summary>What cameras were told happened to them: the topic's last word and the sentence.</summary>
    public List<(string Deed, string Sentence)> Events { get; } = [];

    public PortView this[string port] => Keeper.View.Ports.First(p => p.Port.Name == port);

    /// <summary>The ports without power for want of it.</summary>
    public IEnumerable<string> Shed => Keeper.View.Ports.Where(p => p.IsShed).Select(p => p.Port.Name);

    /// <summary>A camera at a port that draws so much.</summary>
    public AdoptedDevice Plug(string port, string name, double watts)
    {
        var mac = new PhysicalAddress([2, 0, 0, 0, 0, (byte)(listed.Count + 1)]);
        var device = new AdoptedDevice { Id = DeviceId.New(), Mac = mac, Sources = [new DeviceSource { Token = "1", Camera = cameras.Add(name).Value }] };
        listed.Add(device);
        devices.Set([.. listed]);
        Ports.Plug(port, mac);
        Draw(port, watts);
        return device;
    }

    public void Draw(string port, double watts) => Ports.Measure(port, new PoeReading(3, 48, watts / 48 * 1000, watts));

    public async Task LookAsync(TimeSpan? after = null)
    {
        Time.Advance(after ?? TimeSpan.FromSeconds(5));
        await Keeper.LookAsync(CancellationToken.None);
    }

    /// <summary>As after a power cut of the box: the ports forget what they were told, the settings do not.</summary>
    /// <param name="reset">To factory settings.</param>
    public void Restart(bool reset = false)
    {
        Keeper.Dispose();
        data.Dispose();
        data = DataDirectory.Open(folder);
        if (reset)
        {
            FactoryReset.Ask(data);
            FactoryReset.Finish(data, () => PowerKeeper.Retire(data));
        }
        Keeper = NewKeeper();
    }

    /// <summary>The disk takes no settings any more, or again.</summary>
    public void SetDiskFull(bool full)
    {
        string blocked = Path.Combine(folder, "settings", "power.json.previous.new");
        if (full)
        {
            Directory.CreateDirectory(Path.Combine(blocked, "in the way"));
        }
        else
        {
            Directory.Delete(blocked, recursive: true);
        }
    }

    public string Setting(string name) => File.ReadAllText(Path.Combine(folder, "settings", name));

    public void OnEvent(CameraId camera, CameraEvent message) => Events.Add((message.Topic["Recorder/Power/".Length..], message.Raw));

    public void OnInterrupted(CameraId camera)
    {
    }

    public void Dispose()
    {
        Keeper.Dispose();
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private SimulatedPoePorts NewPorts() => new(
        new PoeDescription(SupplyWatts, 4, [.. Enumerable.Range(1, 4).Select(i => new PoePortDescription($"{i}") { Priority = 2 })]), Time);

    private PowerKeeper NewKeeper()
    {
        Switches = new SwitchBook(data, allowLoopback: true);
        return new PowerKeeper(
            new PowerServices
            {
                Board = Ports, OpenSwitch = _ => Switch, Data = data, Switches = Switches, Devices = devices, Cameras = cameras, Updates = Updates,
                Sink = this, Health = Health, Clock = Clock,
            },
            NullLogger<PowerKeeper>.Instance);
    }
}
