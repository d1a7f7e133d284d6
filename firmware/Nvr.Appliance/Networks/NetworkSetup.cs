using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nvr.Appliance.Hosting;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Network.Services;
using Nvr.Network.Trying;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Networks;

/// <summary>The box's own networks and what it offers in them: what people may change of them, and what is told of them.</summary>
internal static class NetworkSetup
{
    public static void Add(IServiceCollection services, RunOptions options, DataDirectory data)
    {
        services.AddSingleton(s => new NetworkDesk(
            data.SettingsPath, options.Places, new NetworkSenses(options.Board), new NetworkRules(), s.GetRequiredService<HealthBoard>(), s.GetRequiredService<BoxClock>(), s.GetRequiredService<ILogger<NetworkDesk>>()));
        services.AddHostedService<NetworkDeskService>();
        services.AddHostedService<CertificateService>();
        services.AddHostedService(s => new HealthFile(s.GetRequiredService<HealthBoard>(), options.Places.Run));
        services.AddSingleton(s => new ServicesDesk(
            data.SettingsPath, new ServicePlaces(options.Places.Run), s.GetRequiredService<HealthBoard>(), s.GetRequiredService<ILogger<ServicesDesk>>()));
    }
}
