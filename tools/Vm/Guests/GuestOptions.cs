namespace Vm.Guests;

/// <summary>What a guest is made of. Immutable. The folders are those that the environment names unless others are given.</summary>
public sealed record GuestOptions
{
    /// <summary>Holds root.img, vmlinuz and initrd, as tools/Vm/Root/make prints it.</summary>
    public string RootDirectory { get; init; } = Named("NVR_VM_ROOT");

    /// <summary>Holds the published nvrd for Debian 13.</summary>
    public string NvrdDirectory { get; init; } = Named("NVR_VM_NVRD");

    public int MemoryMb { get; init; } = 1536;

    public int Processors { get; init; } = 2;

    /// <summary>Drives that are in from the start, and again after a power cut.</summary>
    public IReadOnlyList<GuestDrive> Drives { get; init; } = [];

    /// <summary>Further arguments for QEMU, such as devices that cannot be plugged in later.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    private static string Named(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } path && Directory.Exists(path)
            ? path
            : throw new InvalidOperationException($"{variable} must name a folder: run tools/vm, or set it as that script does.");
}
