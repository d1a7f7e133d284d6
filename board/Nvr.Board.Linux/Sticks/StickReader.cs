using Nvr.Board.Linux.Disks;
using Nvr.Board.Sticks;

namespace Nvr.Board.Linux.Sticks;

/// <summary>
/// From the objects of UDisks2 to the sticks among them: drives on USB with a medium, behind the socket of the board if it names one, that are no bay of it and nobody else's. The kernel is asked
/// whether it still has the disk, since the service shows one that was pulled for a while longer. Any thread.
/// </summary>
internal sealed class StickReader(BoardDescription board, KernelDisks kernel, string mountInfo, Func<string, bool> holdsFootage, StickFindings findings)
{
    public IReadOnlyList<FoundStick> Read(UdisksObjects objects)
    {
        MountTable mounts = MountTable.Read(mountInfo);
        List<FoundStick> sticks = [.. Disks(objects).Select(d => Find(d.Path, d.Block, d.Drive, objects, mounts))];
        findings.Keep(sticks.Select(s => s.Facts.Id).ToHashSet());
        return sticks;
    }

    private IEnumerable<(string Path, UdisksProperties Block, UdisksProperties Drive)> Disks(UdisksObjects objects) =>
        from disk in objects.With(UdisksNames.Block)
        let drive = objects.Find(disk.Properties.Path("Drive"), UdisksNames.Drive)
        where drive is not null && !objects.Has(disk.Path, UdisksNames.Partition) && IsStick(disk.Path, disk.Properties, drive, objects)
        select (disk.Path, disk.Properties, drive);

    private bool IsStick(string path, UdisksProperties block, UdisksProperties drive, UdisksObjects objects)
    {
        string name = NameOf(block);
        return drive.Text("ConnectionBus") == "usb" && drive.Flag("Removable") && drive.Flag("MediaAvailable") && !drive.Flag("Optical")
            && kernel.Has(name) && kernel.HoldersOf(name).Count == 0
            // The service sees a stick's partitions one after the other; until then it would look like one with nothing on it.
            && kernel.CountParts(name) <= objects.PartsOf(path).Count()
            && !board.Bays.Any(b => DevicePaths.IsIn(b, block, drive.Text("Serial").Trim()))
            && (board.UsbSocket is null || DevicePaths.IsBehind(board.UsbSocket, block))
            && !DiskUse.IsForeign(path, objects);
    }

    private FoundStick Find(string path, UdisksProperties block, UdisksProperties drive, UdisksObjects objects, MountTable mounts)
    {
        string name = NameOf(block);
        string id = $"{name}-{kernel.PlugOf(name)}";
        string[] paths = PartsOf(path, objects);
        var seen = new StickDrive(id, block.Number("Size") ?? 0, [.. paths.Select(p => PartOf(id, p, objects, mounts))])
        {
            Vendor = drive.Text("Vendor"),
            Model = drive.Text("Model"),
            IsReadOnly = block.Flag("ReadOnly"),
        };
        return new FoundStick(
            StickJudge.Judge(seen), name, block.Path("Drive"), drive.Flag("CanPowerOff"), paths[StickJudge.Choose(seen)], [.. paths.Where((_, i) => seen.Parts[i].MountedAt is not null)]);
    }

    private static string NameOf(UdisksProperties block) => Path.GetFileName(block.FileName("Device"));

    // The service hides what starts a computer from the stick and what mends its Windows: file systems that nobody looks into for footage. Without any other partition the whole counts, on
    // which there is nothing.
    private static string[] PartsOf(string disk, UdisksObjects objects)
    {
        string[] parts =
        [
            .. objects.PartsOf(disk).Where(p => !p.Properties.Flag("IsContainer") && objects.Find(p.Path, UdisksNames.Block) is { } block && !block.Flag("HintIgnore"))
                .OrderBy(p => p.Properties.Number("Number")).Select(p => p.Path),
        ];
        return parts.Length > 0 ? parts : [disk];
    }

    private StickPart PartOf(string stickId, string path, UdisksObjects objects, MountTable mounts)
    {
        UdisksProperties? block = objects.Find(path, UdisksNames.Block);
        string? at = objects.MountsOf(path) is [var first, ..] ? first : null;
        bool isReadOnly = block?.Flag("ReadOnly") ?? false;
        return new StickPart
        {
            Type = block?.Text("IdType") ?? "",
            Label = block?.Text("IdLabel") ?? "",
            Bytes = block?.Number("Size") ?? 0,
            IsReadOnly = isReadOnly,
            MountedAt = at,
            FreeBytes = at is null ? null : FreeBytes(at),
            IsDamaged = findings.Has(stickId, StickFinding.CannotBeMounted) || (at is not null && !isReadOnly && mounts.IsReadOnly(at)),
            HoldsFootage = findings.Has(stickId, StickFinding.HoldsFootage) || (at is not null && holdsFootage(at)),
        };
    }

    private static long? FreeBytes(string mountedAt)
    {
        try
        {
            return new DriveInfo(mountedAt).AvailableFreeSpace;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
