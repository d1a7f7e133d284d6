using System.Collections.Concurrent;
using System.Net.NetworkInformation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Healing;
using Nvr.Board.Poe;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Recording.Cameras;
using Nvr.Storage.Settings;

namespace Nvr.Adoption.Tests.Healing;

/// <summary>A healer over cameras that the test kills and cures, on fake time; steps are real on the simulated board's ports and noted for restarts.</summary>
internal sealed class Ward : IRebooter, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("healing-").FullName;
    private readonly List<AdoptedDevice> devices = [];
    private readonly FixedDevices listed = new();
    private DataDirectory data;
    private Healer healer;

    public Ward()
    {
        Clock = new BoxClock(Time, Guid.NewGuid());
        Updates = new FirmwareUpdates(Clock);
        Ports = new SimulatedPoePorts(["1", "2", "3", "4", "5", "6", "7", "8"], Time);
        data = DataDirectory.Open(folder);
        healer = NewHealer();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public BoxClock Clock { get; }

    public FakeCameras Cameras { get; } = new();

    public SimulatedPoePorts Ports { get; }

    public FirmwareUpdates Updates { get; }

    public NotedHealing Journal { get; } = new();

    public ConcurrentQueue<DeviceId> Rebooted { get; } = new();

    /// <summary>What a device answers when it is asked to restart; null is yes.</summary>
    public NvrException? RebootAnswer { get; set; }

    public AdoptedDevice Admit(string name, string? port = null, string? behind = "poe0", bool onvif = true, int sources = 1)
    {
        var mac = new PhysicalAddress([2, 0, 0, 0, 0, (byte)(devices.Count + 1)]);
        DeviceSource[] all =
            [.. Enumerable.Range(1, sources).Select(i => new DeviceSource { Token = $"{i}", Camera = Cameras.Add(sources == 1 ? name : $"{name}{i}").Value })];
        var device = new AdoptedDevice
        {
            Id = DeviceId.New(), Mac = mac, Interface = behind, Sources = all, Onvif = onvif ? new OnvifTarget(new Uri("http://192.0.2.1/"), null, null) : null,
        };
        devices.Add(device);
        listed.Set([.. devices]);
        if (port is not null)
        {
            Ports.Plug(port, mac);
        }
        return device;
    }

    public void Set(AdoptedDevice device, CameraState state)
    {
        foreach (CameraId camera in device.Cameras)
        {
            Cameras.Set(camera, state);
        }
    }

    public async Task PassAsync(TimeSpan length)
    {
        long endUs = Clock.MonotonicUs + (long)length.TotalMicroseconds;
        while (Clock.MonotonicUs < endUs)
        {
            await healer.LookAsync(CancellationToken.None);
            Time.Advance(TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>As the program does when it is started anew.</summary>
    public void Restart()
    {
        data.Dispose();
        data = DataDirectory.Open(folder);
        healer = NewHealer();
    }

    public Task RebootAsync(AdoptedDevice device, CancellationToken cancellation)
    {
        Rebooted.Enqueue(device.Id);
        return RebootAnswer is { } no ? Task.FromException(no) : Task.CompletedTask;
    }

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Healer NewHealer() => new(
        new HealingServices
        {
            Cameras = Cameras, Devices = listed, Rebooter = this, Ports = Ports, Updates = Updates, Journal = Journal, Clock = Clock,
            History = HealingHistory.Open(data, Clock),
            // Without a wait on this clock a look is over when it returns.
            Rules = new HealingRules { PowerOff = TimeSpan.Zero },
        },
        NullLogger<Healer>.Instance);
}
