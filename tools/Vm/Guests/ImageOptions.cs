namespace Vm.Guests;

/// <summary>A box made of an image. Immutable.</summary>
public sealed record ImageOptions
{
    /// <summary>What image-build/build made: one .img, the .u-boot that starts it, one .raucb. The environment names it unless another is given.</summary>
    public string Directory { get; init; } = Environment.GetEnvironmentVariable("NVR_IMAGE") is { } path && System.IO.Directory.Exists(path)
        ? path
        : throw new InvalidOperationException("NVR_IMAGE must name a folder that image-build/build made: run tools/vm --image, or set it as that script does.");

    /// <summary>Of an ARM processor, with GPIO lines; a PC otherwise.</summary>
    public bool IsArm => System.IO.Directory.EnumerateFiles(Directory, "nvr-qemu-virt-*.img").Any();

    public int MemoryMb { get; init; } = 1024;

    /// <summary>The card that it is flashed onto; larger than the image, as cards are.</summary>
    public long CardBytes { get; init; } = 2L << 30;

    /// <summary>In from the start, and again after a power cut.</summary>
    public IReadOnlyList<GuestDrive> Drives { get; init; } = [];

    /// <summary>A network interface that QEMU makes on this machine, as long as the box has power, with a plug in the office's network beside it; null for none. Needs root.</summary>
    public string? OfficeTap { get; init; }

    /// <summary>The same with a plug in the cameras' own network, at a second card of the PC's; null for a box without that card.</summary>
    public string? CameraTap { get; init; }

    /// <summary>What is flashed.</summary>
    public string Image => Single("*.img");

    /// <summary>What it was made with is sent to a box as an update.</summary>
    public string Update => Single("*.raucb");

    internal string UBoot => Single("*.u-boot");

    private string Single(string pattern) => System.IO.Directory.GetFiles(Directory, pattern) is [var only]
        ? only
        : throw new InvalidOperationException($"{Directory} has not one {pattern}.");
}
