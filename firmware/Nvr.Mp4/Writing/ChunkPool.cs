namespace Nvr.Mp4.Writing;

/// <summary>
/// Equal blocks for sample data, shared by all cameras, kept for reuse up to a bound. Blocks are pinned for good: they
/// live for as long as the program, and no collection has to look at or move them. Thread-safe.
/// </summary>
internal sealed class ChunkPool(int keep)
{
    /// <summary>A 4 Mbit/s fragment of one second fills 16; a sub stream wastes at most one.</summary>
    public const int ChunkBytes = 32 * 1024;

    private readonly Lock gate = new();
    private readonly byte[][] free = new byte[keep][];
    private int count;

    /// <summary>Keeps at most 16 MiB: one second of 32 cameras at 4 Mbit/s.</summary>
    public static ChunkPool Shared { get; } = new(512);

    public byte[] Rent()
    {
        lock (gate)
        {
            if (count > 0)
            {
                return free[--count];
            }
        }
        return GC.AllocateUninitializedArray<byte>(ChunkBytes, pinned: true);
    }

    public void Return(byte[] chunk)
    {
        lock (gate)
        {
            if (count < free.Length)
            {
                free[count++] = chunk;
            }
        }
    }
}
