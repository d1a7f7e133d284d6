using Nvr.Board.Linux.Disks;
using Nvr.Board.Sticks;
using Nvr.Core;
using Tmds.DBus.Protocol;

namespace Nvr.Board.Linux.Sticks;

/// <summary>The USB keys of a box through UDisks2, which runs as root. Thread-safe; failures as of <see cref="ISticks"/>.</summary>
public sealed class UdisksSticks : ISticks
{
    private readonly UdisksBus bus;
    private readonly KernelDisks kernel;
    private readonly StickReader reader;
    private readonly StickFindings findings = new();
    private readonly Func<string, bool> holdsFootage;

    /// <param name="board">Whose sockets and bays these are.</param>
    /// <param name="holdsFootage">Whether the file system that is mounted at a directory is a recorder's volume. It looks at what a stranger brought.</param>
    /// <param name="places">Where bus and kernel are; null for those of this machine.</param>
    public UdisksSticks(BoardDescription board, Func<string, bool> holdsFootage, UdisksPlaces? places = null)
    {
        places ??= UdisksPlaces.OfThisMachine;
        this.holdsFootage = holdsFootage;
        bus = new UdisksBus(places.Bus);
        kernel = new KernelDisks(places.Sysfs);
        reader = new StickReader(board, kernel, places.MountInfo, holdsFootage, findings);
    }

    public async Task<SticksReading> ReadAsync(CancellationToken cancellation) => new([.. (await FindAsync(cancellation)).Select(s => s.Facts)]);

    public Task WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation) => bus.WaitForNewsAsync(atMost, cancellation);

    public async Task<string> MountAsync(string stickId, CancellationToken cancellation)
    {
        FoundStick stick = await FindAsync(stickId, cancellation);
        stick.Facts.Verdict.RequireUsable();
        string at = stick.Facts.MountedAt ?? await MountAsync(stick, cancellation);
        await RequireStillUsableAsync(stick, at, cancellation);
        if (!FolderAccess.MayWrite(at))
        {
            await TakeOwnershipAsync(stick, at, cancellation);
        }
        return at;
    }

    public async Task ReleaseAsync(string stickId, CancellationToken cancellation)
    {
        FoundStick stick = await FindAsync(stickId, cancellation);
        if (stick is { Mounted: not [], Facts.Verdict.Condition: StickCondition.HoldsFootage })
        {
            stick.Facts.Verdict.RequireUsable();
        }
        await UnmountAsync(stick, cancellation);
        if (stick.CanPowerOff)
        {
            await PowerOffAsync(stick, cancellation);
        }
    }

    public ValueTask DisposeAsync()
    {
        bus.Dispose();
        return ValueTask.CompletedTask;
    }

    // Its devices and programs mean nothing here; vfat's "flush" writes out as soon as there is time, so that whoever pulls a stick without asking loses less.
    private static string MountOptions(FoundStick stick) => "nosuid,nodev,noexec,noatime" + (stick.Facts.FileSystem == StickFileSystem.Fat32 ? ",flush" : "");

    private async Task<IReadOnlyList<FoundStick>> FindAsync(CancellationToken cancellation) => reader.Read(await bus.ObjectsAsync(cancellation));

    private async Task<FoundStick> FindAsync(string stickId, CancellationToken cancellation) =>
        (await FindAsync(cancellation)).FirstOrDefault(s => s.Facts.Id == stickId) ?? throw StickFailures.Gone();

    private async Task<string> MountAsync(FoundStick stick, CancellationToken cancellation)
    {
        try
        {
            return await OnAsync(stick, () => bus.AskAsync(
                stick.Chosen,
                UdisksNames.Filesystem,
                "Mount",
                "a{sv}",
                (ref MessageWriter writer) => writer.WriteDictionary(UdisksOptions.Of(("options", MountOptions(stick)))),
                static (message, _) => message.GetBodyReader().ReadString(),
                cancellation));
        }
        catch (NvrException failure) when (UdisksErrors.IsFailure(failure))
        {
            findings.Add(stick.Facts.Id, StickFinding.CannotBeMounted);
            bus.Ring();
            StickVerdict.Damaged.RequireUsable(failure);
            throw;
        }
    }

    // Only once it is mounted can be seen what is on it, and whether the kernel takes writes.
    private async Task RequireStillUsableAsync(FoundStick stick, string mountedAt, CancellationToken cancellation)
    {
        string id = stick.Facts.Id;
        if (holdsFootage(mountedAt))
        {
            findings.Add(id, StickFinding.HoldsFootage);
        }
        StickVerdict verdict = (await FindAsync(id, cancellation)).Facts.Verdict;
        if (verdict.IsUsable)
        {
            return;
        }
        if (verdict.Condition != StickCondition.HoldsFootage)
        {
            findings.Add(id, StickFinding.CannotBeMounted);
        }
        await OnAsync(stick, () => DoAsync(stick.Chosen, UdisksNames.Filesystem, "Unmount", cancellation));
        verdict.RequireUsable();
    }

    private async Task UnmountAsync(FoundStick stick, CancellationToken cancellation)
    {
        foreach (string part in stick.Mounted)
        {
            await OnAsync(stick, () => DoAsync(part, UdisksNames.Filesystem, "Unmount", cancellation));
        }
    }

    private async Task PowerOffAsync(FoundStick stick, CancellationToken cancellation)
    {
        try
        {
            await DoAsync(stick.Drive, UdisksNames.Drive, "PowerOff", cancellation);
        }
        catch (NvrException failure) when (failure.Kind != ErrorKind.Refused)
        {
            // It is unmounted, which is what makes it safe: its light stays on, as the other slot of a card reader is in use, or it is out already.
        }
    }

    // The uppermost folder of an ext4 belongs to whoever formatted it; on the others everything belongs to whoever mounts them.
    private async Task TakeOwnershipAsync(FoundStick stick, string mountedAt, CancellationToken cancellation)
    {
        if (stick.Facts.FileSystem != StickFileSystem.Ext4)
        {
            throw new NvrException(ErrorKind.Refused, "The USB key was mounted by another program, and this one may not write to it.") { NextStep = "Release it, and insert it again." };
        }
        await OnAsync(stick, () => DoAsync(stick.Chosen, UdisksNames.Filesystem, "TakeOwnership", cancellation));
        // The service closes the folder to everybody else; but whose stick it is shall find the footage, and write to it as before.
        if (!FolderAccess.TryOpenToEverybody(mountedAt))
        {
            throw new NvrException(ErrorKind.Storage, "The USB key cannot be written to.");
        }
    }

    private async Task<bool> DoAsync(string path, string name, string member, CancellationToken cancellation)
    {
        await bus.DoAsync(path, name, member, "a{sv}", (ref MessageWriter writer) => writer.WriteDictionary(UdisksOptions.Of()), cancellation);
        return true;
    }

    // The service's own words are about a disk, and for a stick that is pulled in between they may be any.
    private async Task<T> OnAsync<T>(FoundStick stick, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (NvrException failure) when (failure.Kind == ErrorKind.NotFound || (failure.Kind == ErrorKind.Storage && !kernel.Has(stick.Kernel)))
        {
            throw StickFailures.Gone(failure);
        }
        catch (NvrException failure) when (failure.Kind == ErrorKind.Conflict)
        {
            throw StickFailures.Busy(failure);
        }
    }
}
