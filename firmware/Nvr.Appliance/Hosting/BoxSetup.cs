using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nvr.Adoption.Adopting;
using Nvr.Adoption.Paths;
using Nvr.Adoption.Trying;
using Nvr.Appliance.Panel;
using Nvr.Board;
using Nvr.Core.Time;
using Nvr.Export;
using Nvr.Recording.Streams;
using Nvr.Storage.Settings;
using Nvr.Web.Box;

namespace Nvr.Appliance.Hosting;

/// <summary>What somebody asks of the box on the first visit: facts about it, and what is at an address.</summary>
internal static class BoxSetup
{
    public static void Add(IServiceCollection services, BoardDescription board)
    {
        services.AddSingleton<IBoxFacts>(s => new BoxFacts(board, s.GetRequiredService<ClockJudge>(), s.GetRequiredService<PageAddress>(), s.GetRequiredService<ExportSigner>()));
        services.AddSingleton<IFactoryReset>(s => new ResetDesk(s.GetRequiredService<DataDirectory>(), s.GetRequiredService<IHostApplicationLifetime>()));
        services.AddSingleton<ICameraTrial>(s => new CameraTrial(
            s.GetRequiredService<SignInGuard>(), NameGuard.Of(board.Simulated), s.GetRequiredService<BoxClock>(), s.GetRequiredService<AdoptionOptions>().RtspPorts));
    }
}
