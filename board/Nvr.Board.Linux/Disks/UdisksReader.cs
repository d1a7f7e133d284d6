using Nvr.Board.Disks;
using Nvr.Board.Parts;

namespace Nvr.Board.Linux.Disks;

/// <summary>
/// From the objects of UDisks2 and the kernel's own view to one reading. The kernel decides on everything about running arrays, since the service lags behind it and is
/// sometimes wrong about them (udisks issue 613); the service alone knows disks, and arrays that do not run. Any thread.
/// </summary>
internal sealed class UdisksReader(IReadOnlyList<BayDescription> bays, KernelDisks kernel, MdSysfs md, string mountInfo)
{
    private const double KelvinAtZeroCelsius = 273.15;

    public DisksReading Read(UdisksObjects objects)
    {
        MountTable mounts = MountTable.Read(mountInfo);
        IReadOnlyList<MdArray> running = md.Read();
        List<ArrayFacts> arrays = [.. objects.With(UdisksNames.Raid).Select(r => ArrayOf(r.Path, r.Properties, objects, running, mounts))];
        HashSet<string> systemDevices = [.. arrays.Where(a => DiskUse.IsForeignMount(a.FileSystem?.MountedAt)).SelectMany(a => a.Members).Select(m => m.Device).OfType<string>()];
        return new DisksReading([.. Disks(objects, mounts).Select(d => d with { IsSystem = d.IsSystem || systemDevices.Contains(d.Device) })], arrays);
    }

    private IEnumerable<DiskFacts> Disks(UdisksObjects objects, MountTable mounts)
    {
        foreach ((string path, UdisksProperties block) in objects.With(UdisksNames.Block))
        {
            bool isWhole = !objects.Has(path, UdisksNames.Partition) && kernel.Has(Path.GetFileName(block.FileName("Device")));
            if (isWhole && objects.Find(block.Path("Drive"), UdisksNames.Drive) is { } drive && !drive.Flag("Optical"))
            {
                yield return DiskOf(path, block, drive, objects, mounts);
            }
        }
    }

    private DiskFacts DiskOf(string path, UdisksProperties block, UdisksProperties drive, UdisksObjects objects, MountTable mounts)
    {
        string device = block.FileName("Device");
        string serial = drive.Text("Serial").Trim();
        FileSystemFacts? fileSystem = FileSystemOf(path, objects, mounts);
        (DiskContent content, string name) = ContentOf(path, block, objects);
        string raid = block.Path("MDRaidMember");
        return new DiskFacts
        {
            Device = device,
            Id = IdOf(serial, device),
            Bay = bays.FirstOrDefault(b => DevicePaths.IsIn(b, block, serial))?.Name,
            Model = string.Join(' ', new[] { drive.Text("Vendor").Trim(), drive.Text("Model").Trim() }.Where(t => t.Length > 0)),
            Serial = serial,
            SizeBytes = block.Number("Size") ?? 0,
            Smart = SmartOf(block.Path("Drive"), objects),
            IsSystem = DiskUse.IsForeign(path, objects) || kernel.HasForeignHolder(Path.GetFileName(device)),
            Content = content,
            ContentName = name,
            ArrayId = content == DiskContent.Member ? objects.Find(raid, UdisksNames.Raid)?.Text("UUID") : null,
            FileSystem = content == DiskContent.FileSystem ? fileSystem : null,
        };
    }

    private static string IdOf(string serial, string device)
    {
        string plain = string.Concat(serial.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));
        return plain.Length > 0 ? plain : Path.GetFileName(device);
    }

    private static (DiskContent Content, string Name) ContentOf(string path, UdisksProperties block, UdisksObjects objects)
    {
        string type = block.Text("IdType");
        if (block.Path("MDRaidMember") != UdisksNames.None || type == "linux_raid_member")
        {
            string name = objects.Find(block.Path("MDRaidMember"), UdisksNames.Raid)?.Text("Name") ?? "";
            return (DiskContent.Member, name.Length > 0 ? $"a part of the array \"{NameOf(name)}\"" : "a part of an array");
        }
        return objects.Has(path, UdisksNames.PartitionTable) ? (DiskContent.Partitions, "partitions")
            : block.Text("IdUsage") == "filesystem" ? (DiskContent.FileSystem, $"a file system ({type})")
            : type.Length > 0 ? (DiskContent.Other, $"something else ({type})")
            : (DiskContent.Blank, "nothing");
    }

    private static FileSystemFacts? FileSystemOf(string path, UdisksObjects objects, MountTable mounts)
    {
        if (objects.Find(path, UdisksNames.Block) is not { } block || block.Text("IdUsage") != "filesystem")
        {
            return null;
        }
        string? at = objects.MountsOf(path) is [var first, ..] ? first : null;
        return new FileSystemFacts(block.Text("IdUUID"), block.Text("IdType"), block.Text("IdLabel"), at, at is not null && mounts.IsReadOnly(at));
    }

    private static SmartFacts? SmartOf(string drive, UdisksObjects objects)
    {
        if (objects.Find(drive, UdisksNames.Ata) is { } ata && ata.Flag("SmartSupported") && ata.Number("SmartUpdated") > 0)
        {
            return new SmartFacts
            {
                IsFailing = ata.Flag("SmartFailing"),
                Celsius = CelsiusOf(ata.Real("SmartTemperature")),
                PowerOnHours = ata.Number("SmartPowerOnSeconds") is > 0 and long seconds ? (int)(seconds / 3600) : null,
                // -1 where the disk does not count them.
                BadSectors = ata.Number("SmartNumBadSectors") is >= 0 and long sectors ? sectors : null,
            };
        }
        return objects.Find(drive, UdisksNames.Nvme) is { } nvme && nvme.Number("SmartUpdated") > 0
            ? new SmartFacts
            {
                IsFailing = nvme.Texts("SmartCriticalWarning").Count > 0,
                Celsius = CelsiusOf(nvme.Number("SmartTemperature") ?? 0),
                PowerOnHours = nvme.Number("SmartPowerOnHours") is { } hours ? (int)hours : null,
            }
            : null;
    }

    private static int? CelsiusOf(double kelvin) => kelvin > 0 ? (int)Math.Round(kelvin - KelvinAtZeroCelsius) : null;

    // "host:name" where another box made it, or this one.
    private static string NameOf(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static ArrayFacts ArrayOf(string path, UdisksProperties raid, UdisksObjects objects, IReadOnlyList<MdArray> running, MountTable mounts)
    {
        (string blockPath, UdisksProperties? block) = objects.With(UdisksNames.Block)
            .FirstOrDefault(b => b.Properties.Path("MDRaid") == path && !objects.Has(b.Path, UdisksNames.Partition));
        string device = block?.FileName("Device") ?? "";
        MdArray? md = running.FirstOrDefault(m => m.Kernel == Path.GetFileName(device));
        var facts = new ArrayFacts
        {
            Id = raid.Text("UUID"),
            Name = NameOf(raid.Text("Name")),
            Level = RaidLevels.Parse(raid.Text("Level")),
            Slots = (int)(raid.Number("NumDevices") ?? 0),
        };
        if (md is not { IsRunning: true })
        {
            return facts with { Members = [.. MembersOf(path, objects)] };
        }
        return facts with
        {
            Level = md.Level,
            Slots = md.Slots,
            Device = device,
            IsBroken = md.IsBroken,
            IsReadOnly = md.IsReadOnly,
            SizeBytes = block!.Number("Size") ?? 0,
            MemberBytes = md.MemberBytes,
            Members = md.Members,
            Action = md.Action,
            Done = md.Done,
            Left = md.Left,
            SpeedKilobytes = md.SpeedKilobytes,
            SpeedLimitKilobytes = md.SpeedLimitKilobytes,
            MismatchedSectors = md.MismatchedSectors,
            FileSystem = FileSystemOf(blockPath, objects, mounts),
        };
    }

    private static IEnumerable<ArrayMember> MembersOf(string raid, UdisksObjects objects) =>
        objects.With(UdisksNames.Block).Where(b => b.Properties.Path("MDRaidMember") == raid)
            .Select(b => new ArrayMember(b.Properties.FileName("Device"), null, MemberState.Spare, 0));
}
