using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Network.Applying;
using Nvr.Network.Trying;
using Xunit;

namespace Nvr.Web.Tests.Fakes;

/// <summary>The real desk of the networks. The system's side is the product's own, on a board with nothing but an office network, run when a test says so; before that the machine is one of its own networks.</summary>
public sealed class OfficeNetwork(string directory, BoxClock clock) : INetworkSenses
{
    private RunPlaces Places => new(Path.Combine(directory, "run"));

    public IReadOnlyList<PresentAddress> Present { get; set; } = [new("end0", IPAddress.Loopback, 8)];

    public void Add(IServiceCollection services) => services.AddSingleton(s => new NetworkDesk(
        Path.Combine(directory, "settings"), Places, this, new NetworkRules { Settling = TimeSpan.Zero }, s.GetRequiredService<HealthBoard>(), clock, NullLogger<NetworkDesk>.Instance));

    /// <summary>The system does what was left for it, and the desk sees that.</summary>
    public void Settle(NetworkDesk desk)
    {
        string board = Path.Combine(directory, "board.json");
        File.WriteAllText(board, """{ "name": "B", "officeNetwork": "end0" }""");
        desk.Look();
        Assert.Empty(new NetworkApplier(board, directory, Places, "nvr-4711", 443).Apply());
        desk.Look();
    }

    public IReadOnlyList<PresentAddress> Addresses() => Present;

    public bool IsServingAddresses() => true;
}
