using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Core.Health;
using Nvr.Network.Services;
using Xunit;

namespace Nvr.Web.Tests.Fakes;

/// <summary>The real desk of what is offered beside the page. The system's side is the product's own, run when a test says so; before that the machine decides by itself.</summary>
public sealed class OfferedServices(string directory)
{
    private ServicePlaces Places => new(Path.Combine(directory, "run"));

    public void Add(IServiceCollection services) => services.AddSingleton(
        s => new ServicesDesk(Path.Combine(directory, "settings"), Places, s.GetRequiredService<HealthBoard>(), NullLogger<ServicesDesk>.Instance));

    /// <summary>The system does what was left for it.</summary>
    public void Settle() => Assert.Empty(new ServicesApplier(directory, Places, "nvr-4711").Apply());

    /// <summary>What the program behind a service is told; null while it is off.</summary>
    public string? Read(string file) => Path.Combine(Places.Run, "nvr-services", file) is var path && File.Exists(path) ? File.ReadAllText(path) : null;
}
