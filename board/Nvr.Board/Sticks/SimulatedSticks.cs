using System.Text.Json;
using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Board.Sticks;

/// <summary>
/// The USB sockets of a board without hardware: sticks are plugged and pulled by hand, and each is a folder that can be seen under its path only while it is mounted. A file that is still open
/// when its stick is pulled takes writes like any other file; its path is gone. How much room there is, is declared and counted, not enforced. Kept in a file, so that a restart finds what was
/// there. Thread-safe.
/// </summary>
/// <param name="folder">Where file and folders are; made when something is put there.</param>
/// <param name="time">What a slow stick is measured by.</param>
public sealed class SimulatedSticks(string folder, TimeProvider time) : ISticks
{
    private readonly Lock gate = new();
    private readonly Doorbell news = new(time);
    private readonly Dictionary<string, FileSystemWatcher> watchers = [];
    private readonly SimulatedSticksState state = Load(Path.Combine(folder, "sticks.json"));

    /// <summary>Plugs in a stick with nothing but its file system on it; returns its id.</summary>
    public string Plug(SimulatedStick stick) => Changed(() =>
    {
        string id = NextId_NeedsLock();
        state.Sticks.Add(new SimulatedStickState { Stick = stick, Folder = id + ".stick", Id = id, IsThere = true });
        return id;
    });

    /// <summary>Pulls a stick out, without asking who uses it; NotFound where it was never plugged in. It may come back with <see cref="Return"/>.</summary>
    public void Pull(string stickId) => _ = Changed(() =>
    {
        TakeAway_NeedsLock(Known_NeedsLock(stickId));
        return stickId;
    });

    /// <summary>Plugs in again what was pulled or released, with what was written to it; returns its new id.</summary>
    public string Return(string stickId) => Changed(() =>
    {
        SimulatedStickState stick = Known_NeedsLock(stickId);
        if (stick.IsThere)
        {
            throw new NvrException(ErrorKind.Conflict, "The USB key is plugged in already.");
        }
        (stick.Id, stick.IsThere, stick.WasFoundDamaged) = (NextId_NeedsLock(), true, false);
        return stick.Id;
    });

    /// <summary>Whether somebody has a file of the stick open, so that it cannot be released.</summary>
    public void SetBusy(string stickId, bool isBusy) => _ = Changed(() =>
    {
        There_NeedsLock(stickId).IsBusy = isBusy;
        return stickId;
    });

    /// <summary>The directory that holds the stick's files just now, mounted or not: what another computer would find on it.</summary>
    public string ContentOf(string stickId)
    {
        lock (gate)
        {
            SimulatedStickState stick = Known_NeedsLock(stickId);
            return stick.IsMounted ? MountPoint(stick) : Content(stick);
        }
    }

    public Task<SticksReading> ReadAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            return Task.FromResult(new SticksReading([.. state.Sticks.Where(s => s.IsThere).Select(Facts_NeedsLock)]));
        }
    }

    public Task WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation) => news.WaitAsync(atMost, cancellation);

    public Task<string> MountAsync(string stickId, CancellationToken cancellation) => Task.FromResult(Changed(() =>
    {
        SimulatedStickState stick = There_NeedsLock(stickId);
        stick.WasFoundDamaged |= stick.Stick.IsDamaged;
        Facts_NeedsLock(stick).Verdict.RequireUsable();
        string at = MountPoint(stick);
        if (!stick.IsMounted)
        {
            Directory.CreateDirectory(Content(stick));
            Directory.CreateDirectory(Path.GetDirectoryName(at)!);
            Directory.Move(Content(stick), at);
            (stick.IsMounted, stick.BytesWhenMounted) = (true, BytesIn(at));
        }
        Watch_NeedsLock(stick);
        return at;
    }));

    public async Task ReleaseAsync(string stickId, CancellationToken cancellation)
    {
        await Task.Delay(TimeToWrite(stickId), time, cancellation);
        Changed(() =>
        {
            TakeAway_NeedsLock(Idle_NeedsLock(stickId));
            return stickId;
        });
    }

    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            foreach (FileSystemWatcher watcher in watchers.Values)
            {
                watcher.Dispose();
            }
            watchers.Clear();
        }
        return ValueTask.CompletedTask;
    }

    private static SimulatedSticksState Load(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), SimulatedSticksJson.Default.SimulatedSticksState) ?? new SimulatedSticksState() : new SimulatedSticksState();
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            // It was a game; it begins anew.
            return new SimulatedSticksState();
        }
    }

    private static long BytesIn(string directory)
    {
        try
        {
            return new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        }
        catch (IOException)
        {
            // A file that was renamed or deleted in between; the next look counts it.
            return 0;
        }
    }

    private string Changed(Func<string> change)
    {
        lock (gate)
        {
            try
            {
                return change();
            }
            finally
            {
                Directory.CreateDirectory(folder);
                File.WriteAllBytes(Path.Combine(folder, "sticks.json"), JsonSerializer.SerializeToUtf8Bytes(state, SimulatedSticksJson.Default.SimulatedSticksState));
                news.Ring();
            }
        }
    }

    private TimeSpan TimeToWrite(string stickId)
    {
        lock (gate)
        {
            SimulatedStickState stick = Idle_NeedsLock(stickId);
            return stick is { IsMounted: true, Stick.BytesPerSecond: > 0 and long pace }
                ? TimeSpan.FromSeconds((double)Math.Max(0, BytesIn(MountPoint(stick)) - stick.BytesWhenMounted) / pace)
                : TimeSpan.Zero;
        }
    }

    private string NextId_NeedsLock() => $"sim-{state.NextPlug++}";

    private string MountPoint(SimulatedStickState stick) => Path.Combine(folder, "mounted", stick.Id);

    private string Content(SimulatedStickState stick) => Path.Combine(folder, stick.Folder);

    private void TakeAway_NeedsLock(SimulatedStickState stick)
    {
        if (watchers.Remove(stick.Id, out FileSystemWatcher? watcher))
        {
            watcher.Dispose();
        }
        if (stick.IsMounted && Directory.Exists(MountPoint(stick)))
        {
            Directory.Move(MountPoint(stick), Content(stick));
        }
        (stick.IsThere, stick.IsMounted, stick.IsBusy) = (false, false, false);
    }

    private void Watch_NeedsLock(SimulatedStickState stick)
    {
        if (stick.Stick.YankAfterBytes is null || watchers.ContainsKey(stick.Id))
        {
            return;
        }
        string id = stick.Id;
        var watcher = new FileSystemWatcher(MountPoint(stick)) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.Size | NotifyFilters.LastWrite };
        watcher.Changed += (_, _) => YankIfDue(id);
        watcher.Created += (_, _) => YankIfDue(id);
        watcher.EnableRaisingEvents = true;
        watchers.Add(id, watcher);
    }

    // Called once more, perhaps, when the stick is out already.
    private void YankIfDue(string stickId)
    {
        lock (gate)
        {
            if (state.Sticks.FirstOrDefault(s => s.IsMounted && s.Id == stickId) is { } stick && BytesIn(MountPoint(stick)) - stick.BytesWhenMounted >= stick.Stick.YankAfterBytes)
            {
                Pull(stickId);
            }
        }
    }

    private SimulatedStickState Known_NeedsLock(string stickId) => state.Sticks.FirstOrDefault(s => s.Id == stickId) ?? throw StickFailures.Gone();

    private SimulatedStickState There_NeedsLock(string stickId) => state.Sticks.FirstOrDefault(s => s.IsThere && s.Id == stickId) ?? throw StickFailures.Gone();

    private SimulatedStickState Idle_NeedsLock(string stickId)
    {
        SimulatedStickState stick = There_NeedsLock(stickId);
        return stick.IsBusy ? throw StickFailures.Busy() : stick;
    }

    private StickFacts Facts_NeedsLock(SimulatedStickState stick)
    {
        SimulatedStick made = stick.Stick;
        string? at = stick.IsMounted ? MountPoint(stick) : null;
        var part = new StickPart
        {
            Type = made.Type,
            Label = made.Label,
            Bytes = made.Bytes,
            MountedAt = at,
            FreeBytes = at is null ? null : Math.Max(0, (made.FreeBytes ?? made.Bytes) - BytesIn(at)),
            IsDamaged = stick.WasFoundDamaged,
            HoldsFootage = made.HoldsFootage,
        };
        return StickJudge.Judge(new StickDrive(stick.Id, made.Bytes, [part]) { Vendor = made.Vendor, Model = made.Model, IsReadOnly = made.IsReadOnly });
    }
}
