using Microsoft.Extensions.DependencyInjection;
using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Board;
using Nvr.Power.Settings;
using Nvr.Recording.Cameras;
using Nvr.Web.Accounts;
using Nvr.Web.Support;

namespace Nvr.Appliance.Hosting;

/// <summary>What is downloaded for a supporter.</summary>
internal static class SupportSetup
{
    public static void Add(IServiceCollection services, BoardDescription board, LogRing ring) => services.AddSingleton<ISupportLog>(s => new SupportLog(
        board, ring, s.GetRequiredService<CameraRegistry>(), s.GetRequiredService<IDeviceBook>(), s.GetRequiredService<SiteAccount>(), s.GetRequiredService<SwitchBook>(), s.GetRequiredService<SetupCode>()));
}
