using System.Net;
using System.Net.NetworkInformation;
using Microsoft.Extensions.Time.Testing;
using Nvr.Adoption.Devices;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage.Settings;

namespace Nvr.Adoption.Tests.Devices;

/// <summary>A device book in a data directory of its own, which can be closed and opened again as a restart of the program would.</summary>
internal sealed class BookOnDisk : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("devices-").FullName;
    private DataDirectory data;

    public BookOnDisk()
    {
        data = DataDirectory.Open(folder);
        Clock = new BoxClock(Time, Guid.NewGuid());
        Book = DeviceBook.Open(data, Clock, Health);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public BoxClock Clock { get; }

    public HealthBoard Health { get; } = new();

    public DeviceBook Book { get; private set; }

    public string File => data.SettingsFile("devices.json");

    public static PhysicalAddress Mac(int last) => new([0x44, 0x47, 0xCC, 0, (byte)(last >> 8), (byte)last]);

    public static DeviceSighting At(string address, PhysicalAddress? mac = null, string? serial = null, string? port = null, string? endpoint = null) => new()
    {
        Address = IPAddress.Parse(address),
        Mac = mac,
        Serial = serial,
        Port = port,
        EndpointId = endpoint,
        Interface = "poe0",
    };

    public DeviceBook Reopen(Action? between = null)
    {
        data.Dispose();
        between?.Invoke();
        data = DataDirectory.Open(folder);
        return Book = DeviceBook.Open(data, Clock, Health);
    }

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
