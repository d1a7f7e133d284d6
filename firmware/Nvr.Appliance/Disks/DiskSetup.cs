using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nvr.Board;
using Nvr.Board.Disks;
using Nvr.Board.Linux.Disks;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Storage.Settings;
using Nvr.Web.Disks;

namespace Nvr.Appliance.Disks;

/// <summary>The disks of the board, on whatever looks after them.</summary>
internal static class DiskSetup
{
    /// <summary>Before the recorder: its volumes come from here.</summary>
    public static DiskSteward Open(BoardDescription board, DataDirectory data, VolumeOptions home, BoxClock clock, HealthBoard health, ILoggerFactory loggers)
    {
        IDisks? disks = board.Bays.Count == 0 ? null
            : board.Simulated ? new SimulatedDisks(Path.Combine(data.Root, "simulated-disks"), clock.Time)
            : new UdisksDisks(board.Bays);
        var services = new StewardServices { Board = board, Disks = disks, Health = health, Clock = clock };
        return new DiskSteward(services, DiskBook.Open(data), home, loggers.CreateLogger<DiskSteward>());
    }

    public static void Add(IServiceCollection services, BoardDescription board, DiskSteward steward)
    {
        services.AddSingleton(steward);
        services.AddSingleton(s => new DiskWork(steward, s.GetRequiredService<ILogger<DiskWork>>()));
        services.AddSingleton<IDiskRoom>(s => new DiskRoom(board, steward, s.GetRequiredService<DiskWork>(), s.GetRequiredService<BoxClock>().Time));
        services.AddHostedService<DiskService>();
    }
}
