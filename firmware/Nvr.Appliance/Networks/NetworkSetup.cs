using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nvr.Appliance.Hosting;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Network.Trying;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Networks;

/// <summary>The box's own networks: what people may change of them, and what is told of them.</summary>
internal static class NetworkSetup
{
    public static void Add(IServiceCollection services, RunOptions options, DataDirectory data)
    {
        services.AddSingleton(s => new NetworkDesk(
            data.SettingsPath, options.Places, new NetworkSenses(options.Board), new NetworkRules(), s.GetRequiredService<HealthBoard>(), s.GetRequiredService<BoxClock>(), s.GetRequiredService<ILogger<NetworkDesk>>()));
        services.AddHostedService<NetworkDeskService>();
    }
}
