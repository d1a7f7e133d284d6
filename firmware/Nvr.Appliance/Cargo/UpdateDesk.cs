using System.Globalization;
using Nvr.Appliance.Updates;
using Nvr.Board.Updates;
using Nvr.Core;
using Nvr.Storage.Settings;
using Nvr.Web.Cargo;

namespace Nvr.Appliance.Cargo;

/// <summary>Updates over the network, sent or fetched. What an earlier process left is deleted at the start. Thread-safe.</summary>
internal sealed class UpdateDesk : IUpdateRoom, IDisposable
{
    /// <summary>What the partition with the settings must keep free for those.</summary>
    private const long SpareBytes = 64L << 20;

    /// <summary>Not as on a USB key: there is nothing to copy anew.</summary>
    private const string SendAgain = "Get the update for this recorder from its maker, and send it again.";

    private readonly DataDirectory data;
    private readonly CargoPolicyBook policies;
    private readonly IUpdater updater;
    private readonly UpdateErrand updates;
    private readonly RunningSystem running;
    private readonly UpdateFetcher fetcher;
    private readonly SentFile sent;
    private int installing;

    public UpdateDesk(DataDirectory data, CargoPolicyBook policies, IUpdater updater, UpdateErrand updates, RunningSystem running, UpdateFetcher fetcher)
    {
        (this.data, this.policies, this.updater, this.updates, this.running, this.fetcher) = (data, policies, updater, updates, running, fetcher);
        sent = new SentFile(Path.Combine(data.Root, "sent" + CargoReader.UpdateEnding), "update");
        sent.Drop();
    }

    public UpdateFetchView? Fetch => fetcher.View;

    public void BeginFetch(string? address)
    {
        CargoRules.RequireAllowed(policies.Policy, CargoReader.Update, isSent: true);
        RequireIdle();
        fetcher.Begin(address, TakeAsync);
    }

    public void CancelFetch() => fetcher.Cancel();

    public async Task<SentUpdate> TakeAsync(Stream content, long length, CancellationToken cancellation)
    {
        CargoRules.RequireAllowed(policies.Policy, CargoReader.Update, isSent: true);
        RequireIdle();
        RequireRoom(length);
        long bytes = await sent.ReceiveAsync(content, startBytes: 1, _ => length, NotAsAnnounced, cancellation);
        try
        {
            UpdateBundle bundle = await updater.InspectAsync(sent.Path, cancellation);
            CargoRules.RequireFitting(bundle, running.Version);
            return new SentUpdate(CargoReader.NameOf(bundle), bytes);
        }
        catch (NvrException failure)
        {
            sent.Drop();
            throw new NvrException(failure.Kind, failure.Message, failure) { NextStep = SendAgain };
        }
        catch
        {
            sent.Drop();
            throw;
        }
    }

    public async Task InstallAsync(string? confirm, CancellationToken cancellation)
    {
        CargoRules.RequireAllowed(policies.Policy, CargoReader.Update, isSent: true);
        if (!File.Exists(sent.Path))
        {
            throw new NvrException(ErrorKind.NotFound, "No update was sent to this recorder, or it was dropped meanwhile.") { NextStep = "Choose the file again." };
        }
        if (Interlocked.Exchange(ref installing, 1) != 0)
        {
            throw UpdateFailures.Busy();
        }
        var held = new Held(this);
        await updates.BeginAsync(null, sent.Path, confirm, held, cancellation);
        held.Begun();
    }

    public void Drop()
    {
        RequireIdle();
        sent.Drop();
        fetcher.Forget();
    }

    public void Dispose() => sent.Dispose();

    private static NvrException NotAsAnnounced() => new(ErrorKind.InvalidInput, "More was sent than was announced.");

    private void RequireIdle()
    {
        if (Volatile.Read(ref installing) != 0)
        {
            throw UpdateFailures.Busy();
        }
    }

    private void RequireRoom(long length)
    {
        long free = new DriveInfo(data.Root).AvailableFreeSpace - SpareBytes;
        if (length > free)
        {
            throw new NvrException(ErrorKind.Exhausted, string.Create(CultureInfo.InvariantCulture, $"The update has {length / 1_000_000} MB, and the recorder's own disk has room for {Math.Max(0, free) / 1_000_000} MB."))
            {
                NextStep = "Bring it on a USB key: from there it needs no room.",
            };
        }
    }

    /// <summary>Given back by whoever installs. A wrong version that was typed leaves the file for another try; what was installed, or failed, is of no more use.</summary>
    private sealed class Held(UpdateDesk desk) : IDisposable
    {
        private readonly Lock gate = new();
        private bool isBegun;
        private bool isOver;

        public void Begun()
        {
            lock (gate)
            {
                isBegun = true;
                Drop_NeedsLock();
            }
        }

        public void Dispose()
        {
            lock (gate)
            {
                isOver = true;
                Drop_NeedsLock();
            }
            Volatile.Write(ref desk.installing, 0);
        }

        private void Drop_NeedsLock()
        {
            if (isBegun && isOver)
            {
                desk.sent.Drop();
                desk.fetcher.Forget();
            }
        }
    }
}
