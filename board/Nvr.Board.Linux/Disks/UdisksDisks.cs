using System.Text;
using Nvr.Board.Disks;
using Nvr.Board.Parts;
using Nvr.Core;
using Tmds.DBus.Protocol;

namespace Nvr.Board.Linux.Disks;

/// <summary>
/// The disks of a box through UDisks2, which runs mdadm and mkfs, with the kernel's own view of arrays beside it. Thread-safe; failures as of <see cref="IDisks"/>.
/// </summary>
public sealed class UdisksDisks : IDisks
{
    /// <summary>
    /// The part of a stripe that lies on one disk, for levels with parity. Eight cameras write about half a megabyte each between two syncs: with three or four disks of data
    /// that covers whole stripes, whose parity needs nothing to be read first.
    /// </summary>
    private const ulong ParityChunkBytes = 128 << 10;

    /// <summary>As mdadm does it; nothing is read back here, and long runs on one disk save its arm.</summary>
    private const ulong MirrorChunkBytes = 512 << 10;

    /// <summary>How long the service may take until it shows what the kernel has done. Arrays of many large disks took seconds.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly UdisksBus bus;
    private readonly PaceWishes wishes;
    private readonly UdisksReader reader;

    /// <param name="bays">Where the board has its disks.</param>
    /// <param name="places">Where bus and kernel are; null for those of this machine.</param>
    public UdisksDisks(IReadOnlyList<BayDescription> bays, UdisksPlaces? places = null)
    {
        places ??= UdisksPlaces.OfThisMachine;
        bus = new UdisksBus(places.Bus);
        wishes = new PaceWishes(places.PaceFolder);
        reader = new UdisksReader(bays, new KernelDisks(places.Sysfs), new MdSysfs(places.Sysfs), places.MountInfo);
    }

    public async Task<DisksReading> ReadAsync(CancellationToken cancellation) => reader.Read(await bus.ObjectsAsync(cancellation));

    public Task WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation) => bus.WaitForNewsAsync(atMost, cancellation);

    public async Task<string> CreateArrayAsync(RaidLevel level, string name, IReadOnlyList<string> devices, CancellationToken cancellation)
    {
        UdisksObjects before = await bus.ObjectsAsync(cancellation);
        ObjectPath[] blocks = [.. devices.Select(d => new ObjectPath(Require(before.PathOf(d), d)))];
        try
        {
            await bus.AskAsync(
                UdisksNames.Manager,
                UdisksNames.ManagerInterface,
                "MDRaidCreate",
                "aossta{sv}",
                (ref MessageWriter writer) =>
                {
                    writer.WriteArray(blocks);
                    writer.WriteString(RaidLevels.KernelName(level)!);
                    writer.WriteString(name);
                    writer.WriteUInt64(ChunkBytes(level));
                    writer.WriteDictionary(UdisksOptions.Of(("bitmap", VariantValue.Array(Encoding.ASCII.GetBytes("internal\0")))));
                },
                static (message, _) => message.GetBodyReader().ReadObjectPathAsString(),
                cancellation);
        }
        catch (NvrException doubtful) when (doubtful.Kind == ErrorKind.Storage)
        {
            // The service may call it a failure that the link in /dev/md was not there yet, although the array is.
            if (await ArrayOfAsync(devices, cancellation) is { } made)
            {
                return made;
            }
            throw;
        }
        return await ArrayOfAsync(devices, cancellation) ?? throw new NvrException(ErrorKind.Storage, "The array was made, and did not start.");
    }

    public async Task<string> FormatAsync(string device, FileSystemKind kind, string label, CancellationToken cancellation)
    {
        string path = await PathAsync(device, cancellation);
        await bus.DoAsync(
            path,
            UdisksNames.Block,
            "Format",
            "sa{sv}",
            (ref MessageWriter writer) =>
            {
                writer.WriteString(FileSystemArguments.TypeOf(kind));
                writer.WriteDictionary(UdisksOptions.Of(("label", label), ("take-ownership", true), ("mkfs-args", VariantValue.Array(FileSystemArguments.Of(kind)))));
            },
            cancellation);
        return await SettledAsync(
            objects => objects.Find(path, UdisksNames.Block) is { } block && block.Text("IdUsage") == "filesystem" && block.Text("IdUUID") is { Length: > 0 } uuid ? uuid : null,
            cancellation) ?? throw new NvrException(ErrorKind.Storage, $"The file system on {device} was made, and cannot be found.");
    }

    public async Task<string> MountAsync(string device, CancellationToken cancellation)
    {
        UdisksObjects objects = await bus.ObjectsAsync(cancellation);
        string path = Require(objects.PathOf(device), device);
        return objects.MountsOf(path) is [var mounted, ..] ? mounted : await bus.AskAsync(
            path,
            UdisksNames.Filesystem,
            "Mount",
            "a{sv}",
            (ref MessageWriter writer) => writer.WriteDictionary(UdisksOptions.Of(("options", "noatime"))),
            static (message, _) => message.GetBodyReader().ReadString(),
            cancellation);
    }

    public async Task UnmountAsync(string device, CancellationToken cancellation) => await bus.DoAsync(
        await PathAsync(device, cancellation), UdisksNames.Filesystem, "Unmount", "a{sv}", (ref MessageWriter writer) => writer.WriteDictionary(UdisksOptions.Of()), cancellation);

    public async Task EraseAsync(string device, CancellationToken cancellation)
    {
        UdisksObjects objects = await bus.ObjectsAsync(cancellation);
        string path = Require(objects.PathOf(device), device);
        string raid = objects.Find(path, UdisksNames.Block)?.Path("MDRaidMember") ?? UdisksNames.None;
        if (raid != UdisksNames.None && !IsRunning(raid, objects))
        {
            await ReleaseAsync(raid, cancellation);
        }
        await bus.DoAsync(
            path,
            UdisksNames.Block,
            "Format",
            "sa{sv}",
            (ref MessageWriter writer) =>
            {
                writer.WriteString("empty");
                writer.WriteDictionary(UdisksOptions.Of());
            },
            cancellation);
    }

    public async Task StartArrayAsync(string arrayId, CancellationToken cancellation)
    {
        UdisksObjects objects = await bus.ObjectsAsync(cancellation);
        if (objects.PathOfRaid(arrayId) is { } raid && !IsRunning(raid, objects))
        {
            await ReleaseAsync(raid, cancellation);
        }
        await OnRaidAsync(arrayId, "Start", "a{sv}", (ref MessageWriter writer) => writer.WriteDictionary(UdisksOptions.Of(("start-degraded", true))), cancellation);
    }

    public async Task AddMemberAsync(string arrayId, string device, CancellationToken cancellation)
    {
        string block = await PathAsync(device, cancellation);
        await OnRaidAsync(
            arrayId,
            "AddDevice",
            "oa{sv}",
            (ref MessageWriter writer) =>
            {
                writer.WriteObjectPath(block);
                writer.WriteDictionary(UdisksOptions.Of());
            },
            cancellation);
    }

    public Task CheckAsync(string arrayId, CancellationToken cancellation) => OnRaidAsync(
        arrayId,
        "RequestSyncAction",
        "sa{sv}",
        (ref MessageWriter writer) =>
        {
            writer.WriteString("check");
            writer.WriteDictionary(UdisksOptions.Of());
        },
        cancellation);

    public async Task LimitSpeedAsync(string arrayId, long? kilobytesPerSecond, CancellationToken cancellation)
    {
        string device = (await ReadAsync(cancellation)).Arrays.FirstOrDefault(a => a.Id == arrayId)?.Device ?? throw new NvrException(ErrorKind.NotFound, "The array is no longer there.");
        try
        {
            wishes.Leave(Path.GetFileName(device), kilobytesPerSecond);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"The pace of the array could not be set: {failure.Message}", failure);
        }
    }

    public Task DeleteArrayAsync(string arrayId, CancellationToken cancellation) => OnRaidAsync(
        arrayId, "Delete", "a{sv}", (ref MessageWriter writer) => writer.WriteDictionary(UdisksOptions.Of()), cancellation);

    public ValueTask DisposeAsync()
    {
        bus.Dispose();
        return ValueTask.CompletedTask;
    }

    private static ulong ChunkBytes(RaidLevel level) => level switch
    {
        RaidLevel.Raid5 or RaidLevel.Raid6 => ParityChunkBytes,
        RaidLevel.Raid10 => MirrorChunkBytes,
        _ => 0,
    };

    private static string Require(string? path, string device) =>
        path ?? throw new NvrException(ErrorKind.NotFound, $"The disk {device} is no longer there.");

    private async Task<string> PathAsync(string device, CancellationToken cancellation) =>
        Require((await bus.ObjectsAsync(cancellation)).PathOf(device), device);

    private async Task OnRaidAsync(string arrayId, string member, string signature, WriteArguments write, CancellationToken cancellation)
    {
        UdisksObjects objects = await bus.ObjectsAsync(cancellation);
        string path = objects.PathOfRaid(arrayId) ?? throw new NvrException(ErrorKind.NotFound, "The array is no longer there.");
        await bus.DoAsync(path, UdisksNames.Raid, member, signature, write, cancellation);
    }

    private bool IsRunning(string raid, UdisksObjects objects) =>
        reader.Read(objects).Arrays.Any(a => a.IsRunning && a.Id == objects.Find(raid, UdisksNames.Raid)?.Text("UUID"));

    // mdadm lets the kernel hold the disks of an array that it does not dare to start; while it does, nobody else can do anything with them.
    private async Task ReleaseAsync(string raid, CancellationToken cancellation)
    {
        try
        {
            await bus.DoAsync(raid, UdisksNames.Raid, "Stop", "a{sv}", (ref MessageWriter writer) => writer.WriteDictionary(UdisksOptions.Of()), cancellation);
        }
        catch (NvrException notHeld) when (notHeld.Kind == ErrorKind.Storage)
        {
            // It was not held; what is wrong with the disk itself, erasing it will tell.
        }
    }

    // The running array that has these disks, and no others, once the service shows it.
    private Task<string?> ArrayOfAsync(IReadOnlyList<string> devices, CancellationToken cancellation) => SettledAsync(
        objects => reader.Read(objects).Arrays.FirstOrDefault(a => a.IsRunning && a.Id.Length > 0 && a.Members.Select(m => m.Device).ToHashSet().SetEquals(devices))?.Id, cancellation);

    private async Task<string?> SettledAsync(Func<UdisksObjects, string?> find, CancellationToken cancellation)
    {
        long until = Environment.TickCount64 + (long)Settling.TotalMilliseconds;
        while (true)
        {
            if (find(await bus.ObjectsAsync(cancellation)) is { } found)
            {
                return found;
            }
            if (Environment.TickCount64 > until)
            {
                return null;
            }
            await Task.Delay(Look, cancellation);
        }
    }
}
