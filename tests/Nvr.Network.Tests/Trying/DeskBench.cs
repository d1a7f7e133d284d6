using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Network.Settings;
using Nvr.Network.Trying;

namespace Nvr.Network.Tests.Trying;

/// <summary>A desk over a box's files and a clock that is set by hand. The system's side is the product's own, run when the test says so.</summary>
internal sealed class DeskBench : INetworkSenses, IDisposable
{
    public static readonly OfficeSettings Fixed = new() { Address = IPAddress.Parse("192.168.1.20"), PrefixLength = 24, Gateway = IPAddress.Parse("192.168.1.1") };

    public DeskBench(string board = Network.Tests.Machine.WithPorts)
    {
        Machine = new Machine(board);
        Machine.Apply();
        Desk = Start();
        Settle();
    }

    public Machine Machine { get; }

    public FakeTimeProvider Time { get; } = new();

    public HealthBoard Health { get; private set; } = new();

    public NetworkDesk Desk { get; private set; }

    public IReadOnlyList<PresentAddress> Present { get; set; } = [new("end0", IPAddress.Parse("10.1.1.5"), 24)];

    public bool IsServing { get; set; } = true;

    /// <summary>The program ends in whatever state it is, and starts.</summary>
    public void Restart()
    {
        Health = new HealthBoard();
        Desk = Start();
        Settle();
    }

    /// <summary>The system does what was left for it, the desk sees that, and the old address has had its time to go.</summary>
    public void Settle()
    {
        Desk.Look();
        Machine.Apply();
        Desk.Look();
        Pass(new NetworkRules().Settling);
    }

    public void Pass(TimeSpan time)
    {
        Time.Advance(time);
        Desk.Look();
    }

    public NetworkView Try(OfficeSettings office) => Desk.TryOut(office, _ => true);

    public HealthItem? Told(string part) => Health.Read().FirstOrDefault(i => i.Part == part);

    public IReadOnlyList<PresentAddress> Addresses() => Present;

    public bool IsServingAddresses() => IsServing;

    public void Dispose() => Machine.Dispose();

    private NetworkDesk Start() => new(Machine.SettingsDirectory, Machine.Places, this, new NetworkRules(), Health, new BoxClock(Time, Guid.NewGuid()), NullLogger<NetworkDesk>.Instance);
}
