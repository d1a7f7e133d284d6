using System.Buffers.Binary;

namespace Nvr.Sandbox.Confinement;

/// <summary>
/// A Landlock ruleset (kernel documentation, userspace-api/landlock): all access to files is refused but what is allowed here, and with
/// newer kernels TCP, signals to other processes and abstract sockets too. Binds the calling thread and what it executes.
/// </summary>
internal sealed unsafe class Landlock : IDisposable
{
    private const ulong Execute = 1 << 0;
    private const ulong WriteFile = 1 << 1;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadDirectory = 1 << 3;
    private const ulong DeviceIoctl = 1 << 15;
    private const ulong BindAndConnectTcp = 3;
    private const ulong AbstractSocketsAndSignals = 3;
    private const int PathBeneath = 1;

    private readonly int ruleset;
    private readonly ulong handled;

    private Landlock(int ruleset, ulong handled)
    {
        this.ruleset = ruleset;
        this.handled = handled;
    }

    /// <summary>Null where the kernel has no Landlock.</summary>
    public static Landlock? TryCreate()
    {
        int version = (int)Kernel.Call(Kernel.LandlockCreate, 0, 0, 1, 0);
        if (version < 1)
        {
            return null;
        }
        ulong files = version switch
        {
            1 => (1ul << 13) - 1,
            2 => (1ul << 14) - 1,
            3 or 4 => (1ul << 15) - 1,
            _ => (1ul << 16) - 1,
        };
        ulong* attributes = stackalloc ulong[3] { files, BindAndConnectTcp, AbstractSocketsAndSignals };
        nuint size = version < 4 ? 8u : version < 6 ? 16u : 24u;
        int ruleset = (int)Kernel.Call(Kernel.LandlockCreate, (nuint)attributes, size, 0, 0);
        return ruleset < 0 ? null : new Landlock(ruleset, files);
    }

    public void AllowPrograms(string directory) => Allow(directory, Execute | ReadFile | ReadDirectory);

    public void AllowReading(string directory) => Allow(directory, ReadFile | ReadDirectory);

    /// <summary>The names below it, not what is in them.</summary>
    public void AllowListing(string directory) => Allow(directory, ReadDirectory);

    public void AllowFile(string path) => Allow(path, ReadFile);

    public void AllowDevice(string path) => Allow(path, ReadFile | WriteFile | DeviceIoctl);

    public bool RestrictSelf() => Kernel.Call(Kernel.LandlockRestrict, (nuint)ruleset, 0, 0, 0) == 0;

    public void Dispose() => _ = Kernel.Close(ruleset);

    /// <summary>What does not exist needs no rule.</summary>
    private void Allow(string path, ulong access)
    {
        int file = Kernel.Open(path, Kernel.OpenPath, 0);
        if (file < 0)
        {
            return;
        }
        // struct landlock_path_beneath_attr is packed: 8 bytes of rights, 4 bytes of descriptor.
        byte* rule = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(new Span<byte>(rule, 8), access & handled);
        BinaryPrimitives.WriteInt32LittleEndian(new Span<byte>(rule + 8, 4), file);
        _ = Kernel.Call(Kernel.LandlockAdd, (nuint)ruleset, PathBeneath, (nuint)rule, 0);
        _ = Kernel.Close(file);
    }
}
