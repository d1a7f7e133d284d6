using Nvr.Board.Updates;
using Tmds.DBus.Protocol;

namespace Nvr.Board.Linux.Updates;

/// <summary>Updates through RAUC (https://rauc.io) on the system bus, which runs as root and trusts only bundles that are signed for this box. Thread-safe; failures as of <see cref="IUpdater"/>.</summary>
public sealed class RaucUpdater : IUpdater
{
    /// <summary>The service tells of its progress by signals as well; asking also notices when it is gone.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string? address;
    private readonly TimeProvider time;

    public RaucUpdater(TimeProvider time)
        : this(DBusAddress.System, time)
    {
    }

    /// <param name="address">Of a bus; null where the machine has none.</param>
    internal RaucUpdater(string? address, TimeProvider time) => (this.address, this.time) = (address, time);

    public async Task<UpdateBundle> InspectAsync(string path, CancellationToken cancellation)
    {
        using RaucBus rauc = await RaucBus.ConnectAsync(address, cancellation);
        return (await InspectAsync(rauc, path, cancellation)).Bundle;
    }

    public async Task InstallAsync(string path, IProgress<UpdateStep> progress, CancellationToken cancellation)
    {
        using RaucBus rauc = await RaucBus.ConnectAsync(address, cancellation);
        (UpdateBundle bundle, BundleTree? tree) = await InspectAsync(rauc, path, cancellation);
        if (!bundle.FitsThisBox)
        {
            throw UpdateFailures.OtherBox(bundle.Compatible, bundle.BoxCompatible);
        }
        await RequireWholeAsync(tree, path, cancellation);
        await rauc.BeginAsync(path, cancellation);
        await WaitAsync(rauc, progress, cancellation);
        RaucState end = await rauc.ReadAsync(cancellation);
        progress.Report(end.Step);
        if (await rauc.Completed != 0)
        {
            throw RaucErrors.Of(end.LastError, bundle);
        }
    }

    public async Task<IReadOnlyList<SystemSlot>> ReadSystemsAsync(CancellationToken cancellation)
    {
        using RaucBus rauc = await RaucBus.ConnectAsync(address, cancellation);
        return await rauc.ReadSlotsAsync(cancellation);
    }

    public async Task MarkAsync(bool isGood, CancellationToken cancellation)
    {
        using RaucBus rauc = await RaucBus.ConnectAsync(address, cancellation);
        await rauc.MarkAsync(isGood, cancellation);
    }

    private static async Task<(UpdateBundle Bundle, BundleTree? Tree)> InspectAsync(RaucBus rauc, string path, CancellationToken cancellation)
    {
        (string compatible, string version, BundleTree? tree) = await rauc.InspectAsync(path, cancellation);
        return (new UpdateBundle(version, compatible, (await rauc.ReadAsync(cancellation)).Compatible), tree);
    }

    // The signature covers the tree's root alone: a block that was changed would be found when what is before it has been written to the other system, which is no system any more then.
    private static async Task RequireWholeAsync(BundleTree? tree, string path, CancellationToken cancellation)
    {
        try
        {
            if (tree is not null && !await tree.FitsAsync(path, cancellation))
            {
                throw UpdateFailures.Damaged();
            }
        }
        catch (IOException unreadable)
        {
            throw UpdateFailures.Damaged(unreadable);
        }
        catch (UnauthorizedAccessException)
        {
            // The service reads it as root, and checks as it writes.
        }
    }

    // A service that died, and was started anew by being asked, knows nothing of the installation and would never tell its end.
    private async Task WaitAsync(RaucBus rauc, IProgress<UpdateStep> progress, CancellationToken cancellation)
    {
        for (int idle = 0; !rauc.Completed.IsCompleted;)
        {
            RaucState now = await rauc.ReadAsync(cancellation);
            progress.Report(now.Step);
            idle = now.IsIdle ? idle + 1 : 0;
            if (idle > 2 && !rauc.Completed.IsCompleted)
            {
                throw UpdateFailures.BrokenOff();
            }
            await Task.WhenAny(rauc.Completed, Task.Delay(Interval, time, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
