using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nvr.Appliance.Hosting;
using Nvr.Appliance.Sticks;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Export;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Storage.Settings;
using Nvr.Web.Exports;

namespace Nvr.Appliance.Exports;

/// <summary>Exports to be downloaded; what writes them is that of the USB keys.</summary>
internal static class ExportSetup
{
    public static void Add(IServiceCollection services, DataDirectory data)
    {
        services.AddSingleton(s => new ExportBook(data, s.GetRequiredService<HealthBoard>()));
        services.AddSingleton(_ => new ExportShelf(data));
        services.AddSingleton(s => new ExportGuard(s.GetRequiredService<IFootageReader>()));
        services.AddSingleton(s => new ExportOpener(s.GetRequiredService<IFootageReader>(), s.GetRequiredService<ExportGuard>(), s.GetRequiredService<ExportShelf>()));
        services.AddSingleton(s => new ExportMaker(
            s.GetRequiredService<Exporter>(), s.GetRequiredService<OrderMaker>(), s.GetRequiredService<ExportOpener>(), s.GetRequiredService<ExportGuard>(), s.GetRequiredService<ExportShelf>()));
        services.AddSingleton(s => new ExportQueue(
            s.GetRequiredService<ExportBook>(), s.GetRequiredService<ExportMaker>(), s.GetRequiredService<ExportOpener>(), s.GetRequiredService<ExportGuard>(), s.GetRequiredService<ExportShelf>(),
            s.GetRequiredService<ICameraDirectory>(), s.GetRequiredService<ClockJudge>(), s.GetRequiredService<BoxClock>(), s.GetRequiredService<ILogger<ExportQueue>>()));
        services.AddSingleton<IExportRoom>(s => s.GetRequiredService<ExportQueue>());
        services.AddHostedService<ExportService>();
    }
}
