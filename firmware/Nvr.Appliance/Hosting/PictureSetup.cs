using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Pictures;
using Nvr.Sandbox.Processes;
using Nvr.Storage;
using Nvr.Storage.Pictures;

namespace Nvr.Appliance.Hosting;

/// <summary>Pictures of footage: where they are kept, who plans and who makes them.</summary>
internal static class PictureSetup
{
    public static void Add(IServiceCollection services, FootageStore store, BoxClock clock)
    {
        var shelf = new PictureShelf(() => PictureRoom.On(store.ListVolumes()), clock.Time);
        services.AddSingleton(shelf);
        services.AddSingleton(s => new PicturePlanner(store, store, shelf, new CameraMasks(s.GetRequiredService<ICameraDirectory>())));
        services.AddSingleton(s => new PictureDesk(WorkerProgram.Self(), store, shelf, clock, s.GetRequiredService<ILogger<PictureDesk>>()));
        services.AddSingleton(s => new SheetsAhead(s.GetRequiredService<PicturePlanner>(), s.GetRequiredService<PictureDesk>(), clock));
        services.AddHostedService<SheetMaker>();
        services.AddHostedService<PictureSweeper>();
    }
}
