using System.Text.Json;
using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Board.Disks;

/// <summary>
/// The bays of a board without hardware: disks are inserted and pulled by hand, arrays behave as the kernel's do, and a file system is a folder that is gone while its disks are. Kept in a file, so
/// that a restart finds what was there. Thread-safe.
/// </summary>
/// <param name="folder">Where file and folders are; made when something is put there.</param>
/// <param name="time">What builds and rebuilds are measured by.</param>
public sealed class SimulatedDisks(string folder, TimeProvider time) : IDisks
{
    /// <summary>How long a build, a rebuild and a comparison take: long enough to be seen.</summary>
    public static readonly TimeSpan SyncLasts = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly Doorbell news = new(time);
    private readonly SimulatedState state = Load(Path.Combine(folder, "disks.json"));

    /// <summary>Puts a new empty disk into a bay; Conflict where there is one.</summary>
    public void Insert(string bay, long bytes) => Change(() =>
    {
        RequireFree_NeedsLock(bay);
        state.Disks.Add(new SimulatedDisk { Serial = $"SIM{state.NextSerial++:D4}", Bytes = bytes, Bay = bay });
    });

    /// <summary>Pulls the disk of a bay, without asking who uses it; NotFound where there is none. It may come back with <see cref="Return"/>.</summary>
    public string Pull(string bay)
    {
        string serial = "";
        Change(() =>
        {
            SimulatedDisk disk = state.Disks.FirstOrDefault(d => d.Bay == bay) ?? throw new NvrException(ErrorKind.NotFound, $"There is no disk in bay {bay}.");
            serial = disk.Serial;
            disk.Bay = null;
            if (disk.FileSystem is { } alone)
            {
                alone.IsMounted = false;
            }
            foreach (SimulatedArray array in state.Arrays)
            {
                Lose_NeedsLock(array, disk.Serial);
            }
        });
        return serial;
    }

    /// <summary>Puts a disk that was pulled back into a bay.</summary>
    public void Return(string serial, string bay) => Change(() =>
    {
        RequireFree_NeedsLock(bay);
        Disk_NeedsLock(serial).Bay = bay;
    });

    /// <summary>What a disk says of itself from now on.</summary>
    public void SetSmart(string bay, SmartFacts smart) => Change(() => state.Disks.First(d => d.Bay == bay).Smart = smart);

    public Task<DisksReading> ReadAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            state.Arrays.ForEach(Settle_NeedsLock);
            return Task.FromResult(new DisksReading([.. state.Disks.Where(d => d.Bay is not null).OrderBy(d => d.Bay, StringComparer.Ordinal).Select(Facts_NeedsLock)], [.. state.Arrays.Select(Facts_NeedsLock)]));
        }
    }

    public Task WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation) => news.WaitAsync(atMost, cancellation);

    public Task<string> CreateArrayAsync(RaidLevel level, string name, IReadOnlyList<string> devices, CancellationToken cancellation)
    {
        string id = Guid.NewGuid().ToString("D");
        return Changed(
            () =>
            {
                SimulatedDisk[] disks = [.. devices.Select(At_NeedsLock)];
                foreach (SimulatedDisk disk in disks)
                {
                    disk.ArrayId = id;
                }
                // The kernel begins RAID 5 as if its last member had just been replaced.
                bool filling = level == RaidLevel.Raid5;
                state.Arrays.Add(new SimulatedArray
                {
                    Id = id,
                    Name = name,
                    Level = level,
                    Slots = disks.Length,
                    MemberBytes = disks.Min(d => d.Bytes),
                    Members =
                    [
                        .. disks.Select((d, slot) => new SimulatedMember { Serial = d.Serial, Slot = slot, State = filling && slot == disks.Length - 1 ? MemberState.Rebuilding : MemberState.InSync }),
                    ],
                    Action = filling ? SyncAction.Recover : SyncAction.Resync,
                    Begun = time.GetUtcNow(),
                });
                return id;
            });
    }

    public Task<string> FormatAsync(string device, FileSystemKind kind, string label, CancellationToken cancellation)
    {
        var made = new SimulatedFileSystem { Uuid = Guid.NewGuid().ToString("D"), Type = kind == FileSystemKind.Xfs ? "xfs" : "ext4", Label = label };
        return Changed(() =>
        {
            if (ArrayAt_NeedsLock(device) is { } array)
            {
                array.FileSystem = made;
            }
            else
            {
                At_NeedsLock(device).FileSystem = made;
            }
            return made.Uuid;
        });
    }

    public Task<string> MountAsync(string device, CancellationToken cancellation) => Changed(() =>
    {
        SimulatedFileSystem system = (ArrayAt_NeedsLock(device)?.FileSystem ?? At_NeedsLock(device).FileSystem) ?? throw new NvrException(ErrorKind.NotFound, $"There is no file system on {device}.");
        string at = MountPoint(system);
        Directory.CreateDirectory(folder);
        if (Directory.Exists(Away(system)))
        {
            Directory.Move(Away(system), at);
        }
        Directory.CreateDirectory(at);
        system.IsMounted = true;
        return at;
    });

    public Task UnmountAsync(string device, CancellationToken cancellation) => Changed(() =>
    {
        TakeAway_NeedsLock(ArrayAt_NeedsLock(device)?.FileSystem ?? At_NeedsLock(device).FileSystem);
        return device;
    });

    public Task EraseAsync(string device, CancellationToken cancellation) => Changed(() =>
    {
        Erase_NeedsLock(At_NeedsLock(device));
        return device;
    });

    public Task StartArrayAsync(string arrayId, CancellationToken cancellation) => Task.CompletedTask;

    public Task AddMemberAsync(string arrayId, string device, CancellationToken cancellation) => Changed(() =>
    {
        SimulatedArray array = Array_NeedsLock(arrayId);
        SimulatedDisk disk = At_NeedsLock(device);
        disk.ArrayId = arrayId;
        array.Members.RemoveAll(m => m.Serial == disk.Serial);
        array.Members.Add(new SimulatedMember { Serial = disk.Serial, State = MemberState.Spare });
        Fill_NeedsLock(array);
        return device;
    });

    public Task CheckAsync(string arrayId, CancellationToken cancellation) => Changed(() =>
    {
        SimulatedArray array = Array_NeedsLock(arrayId);
        (array.Action, array.Begun) = (SyncAction.Check, time.GetUtcNow());
        return arrayId;
    });

    // They take no longer beside recording than without it.
    public Task LimitSpeedAsync(string arrayId, long? kilobytesPerSecond, CancellationToken cancellation) => Task.CompletedTask;

    public Task DeleteArrayAsync(string arrayId, CancellationToken cancellation) => Changed(() =>
    {
        SimulatedArray array = Array_NeedsLock(arrayId);
        Discard_NeedsLock(array.FileSystem);
        state.Arrays.Remove(array);
        foreach (SimulatedDisk disk in state.Disks.Where(d => d.ArrayId == arrayId))
        {
            disk.ArrayId = null;
        }
        return arrayId;
    });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static SimulatedState Load(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), SimulatedJson.Default.SimulatedState) ?? new SimulatedState() : new SimulatedState();
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            // It was a game; it begins anew.
            return new SimulatedState();
        }
    }

    private static string DeviceOf(SimulatedDisk disk) => "/dev/" + disk.Serial.ToLowerInvariant();

    private static string DeviceOf(SimulatedArray array) => "/dev/md/" + array.Name;

    private static bool Works(SimulatedArray array) => RaidLevels.Survives(
        array.Level, array.Slots, array.Members.Where(m => m.State == MemberState.InSync && m.Slot is not null).Select(m => m.Slot!.Value).ToHashSet());

    private void Change(Action change) => _ = Changed(() =>
    {
        change();
        return "";
    });

    private Task<string> Changed(Func<string> change)
    {
        string result;
        lock (gate)
        {
            state.Arrays.ForEach(Settle_NeedsLock);
            result = change();
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, "disks.json"), JsonSerializer.SerializeToUtf8Bytes(state, SimulatedJson.Default.SimulatedState));
            news.Ring();
        }
        return Task.FromResult(result);
    }

    private void Settle_NeedsLock(SimulatedArray array)
    {
        if (array.Action == SyncAction.Idle || time.GetUtcNow() - array.Begun < SyncLasts)
        {
            return;
        }
        array.Action = SyncAction.Idle;
        foreach (SimulatedMember member in array.Members.Where(m => m.State == MemberState.Rebuilding))
        {
            member.State = MemberState.InSync;
        }
    }

    private void Lose_NeedsLock(SimulatedArray array, string serial)
    {
        if (array.Members.RemoveAll(m => m.Serial == serial) == 0)
        {
            return;
        }
        if (!array.Members.Any(m => m.State == MemberState.Rebuilding) && array.Action == SyncAction.Recover)
        {
            array.Action = SyncAction.Idle;
        }
        if (Works(array))
        {
            Fill_NeedsLock(array);
        }
        else
        {
            TakeAway_NeedsLock(array.FileSystem);
        }
    }

    private void Fill_NeedsLock(SimulatedArray array)
    {
        int[] free = [.. Enumerable.Range(0, array.Slots).Except(array.Members.Select(m => m.Slot).OfType<int>())];
        if (free.Length > 0 && Works(array) && array.Members.FirstOrDefault(m => m.State == MemberState.Spare) is { } spare)
        {
            (spare.Slot, spare.State) = (free[0], MemberState.Rebuilding);
            (array.Action, array.Begun) = (SyncAction.Recover, time.GetUtcNow());
        }
    }

    private void Erase_NeedsLock(SimulatedDisk disk)
    {
        Discard_NeedsLock(disk.FileSystem);
        (disk.FileSystem, disk.ArrayId) = (null, null);
    }

    private string MountPoint(SimulatedFileSystem system) => Path.Combine(folder, system.Label);

    private string Away(SimulatedFileSystem system) => MountPoint(system) + ".away";

    // What is not mounted cannot be seen under its path.
    private void TakeAway_NeedsLock(SimulatedFileSystem? system)
    {
        if (system is { IsMounted: true } && Directory.Exists(MountPoint(system)))
        {
            Directory.Move(MountPoint(system), Away(system));
            system.IsMounted = false;
        }
    }

    private void Discard_NeedsLock(SimulatedFileSystem? system)
    {
        TakeAway_NeedsLock(system);
        if (system is not null && Directory.Exists(Away(system)))
        {
            Directory.Delete(Away(system), recursive: true);
        }
    }

    private void RequireFree_NeedsLock(string bay)
    {
        if (state.Disks.Any(d => d.Bay == bay))
        {
            throw new NvrException(ErrorKind.Conflict, $"There is a disk in bay {bay} already.");
        }
    }

    private SimulatedDisk Disk_NeedsLock(string serial) => state.Disks.First(d => d.Serial == serial);

    private SimulatedDisk At_NeedsLock(string device) =>
        state.Disks.FirstOrDefault(d => d.Bay is not null && DeviceOf(d) == device) ?? throw new NvrException(ErrorKind.NotFound, $"The disk {device} is no longer there.");

    private SimulatedArray? ArrayAt_NeedsLock(string device) => state.Arrays.FirstOrDefault(a => DeviceOf(a) == device);

    private SimulatedArray Array_NeedsLock(string id) => state.Arrays.FirstOrDefault(a => a.Id == id) ?? throw new NvrException(ErrorKind.NotFound, "The array is no longer there.");

    private FileSystemFacts? Facts_NeedsLock(SimulatedFileSystem? system) =>
        system is null ? null : new FileSystemFacts(system.Uuid, system.Type, system.Label, system.IsMounted ? MountPoint(system) : null, false);

    private DiskFacts Facts_NeedsLock(SimulatedDisk disk) => new()
    {
        Device = DeviceOf(disk),
        Id = disk.Serial,
        Bay = disk.Bay,
        Model = "Simulated disk",
        Serial = disk.Serial,
        SizeBytes = disk.Bytes,
        Smart = disk.Smart,
        Content = disk.ArrayId is not null ? DiskContent.Member : disk.FileSystem is not null ? DiskContent.FileSystem : DiskContent.Blank,
        ArrayId = disk.ArrayId,
        FileSystem = Facts_NeedsLock(disk.FileSystem),
        ContentName = disk.ArrayId is not null ? "a part of an array" : disk.FileSystem is not null ? $"a file system ({disk.FileSystem.Type})" : "nothing",
    };

    private ArrayFacts Facts_NeedsLock(SimulatedArray array)
    {
        double done = array.Action == SyncAction.Idle ? 0 : Math.Clamp((time.GetUtcNow() - array.Begun) / SyncLasts, 0, 1);
        return new ArrayFacts
        {
            Id = array.Id,
            Name = array.Name,
            Level = array.Level,
            Slots = array.Slots,
            Device = DeviceOf(array),
            IsBroken = !Works(array),
            SizeBytes = array.MemberBytes * RaidLevels.DataDisks(array.Level, array.Slots),
            MemberBytes = array.MemberBytes,
            Members = [.. array.Members.Select(m => new ArrayMember(DeviceOf(Disk_NeedsLock(m.Serial)), m.Slot, m.State, m.ReadErrors))],
            Action = array.Action,
            Done = done,
            Left = array.Action == SyncAction.Idle ? null : SyncLasts * (1 - done),
            FileSystem = Facts_NeedsLock(array.FileSystem),
        };
    }
}
