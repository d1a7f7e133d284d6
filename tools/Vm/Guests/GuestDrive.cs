namespace Vm.Guests;

/// <summary>A drive that can be plugged into a guest and pulled again. Immutable.</summary>
/// <param name="Name">Lower-case letters and digits: its name in QEMU, and in capitals its serial number in the guest.</param>
/// <param name="File">The disk image, raw; it outlives the guest, and a drive pulled from one may go into another.</param>
public sealed record GuestDrive(string Name, string File)
{
    /// <summary>QEMU's device: "virtio-blk-pci" is a disk in a bay, "usb-storage" a stick.</summary>
    public string Device { get; init; } = "virtio-blk-pci";

    /// <summary>The guest cannot write to it, as with a stick whose switch is set.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>How many bytes a second can be written to it; null: as many as this machine can. Counts when it is plugged in while the guest runs.</summary>
    public long? WritesPerSecond { get; init; }

    /// <summary>The same for reading.</summary>
    public long? ReadsPerSecond { get; init; }

    /// <summary>The PCI slot into which it is plugged while the guest runs, as udev's <c>ID_PATH</c> tells it; null: any free one.</summary>
    public int? Slot { get; init; }

    /// <summary>A sector of 512 bytes that cannot be read the first time, nor when that is tried again; null: all can. Counts when it is plugged in while the guest runs.</summary>
    public long? BadSector { get; init; }

    /// <summary>Into a guest that runs, and out of it: all but ATA disks, for whose controllers QEMU has no such thing.</summary>
    public bool IsPluggable => Device != "ide-hd";

    internal bool IsSlow => WritesPerSecond is not null || ReadsPerSecond is not null;

    public string Serial => Name.ToUpperInvariant();

    /// <summary>A new empty disk, of which only what is written takes room.</summary>
    public static GuestDrive Create(string name, string file, long bytes)
    {
        using FileStream image = System.IO.File.Create(file);
        image.SetLength(bytes);
        return new GuestDrive(name, file);
    }
}
