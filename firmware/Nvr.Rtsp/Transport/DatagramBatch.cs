using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Nvr.Rtsp.Transport;

/// <summary>
/// Room for many datagrams, filled by one kernel call. What it received is valid until the next <see cref="Receive"/>. The memory
/// is unmanaged and owned here. One thread at a time.
/// </summary>
internal sealed unsafe class DatagramBatch : IDisposable
{
    public const int Capacity = 64;

    // Whole pages, so that a usual datagram (under 1500 bytes) makes one page resident; long enough for a jumbo frame.
    private const int SlotBytes = 12 * 1024;
    private const int PageBytes = 4096;
    private const int NameBytes = 28;

    private readonly NativeSockets.MessageHeader[] headers = GC.AllocateArray<NativeSockets.MessageHeader>(Capacity, pinned: true);
    private readonly NativeSockets.Slot[] slots = GC.AllocateArray<NativeSockets.Slot>(Capacity, pinned: true);
    private readonly byte[] names = GC.AllocateArray<byte>(Capacity * NameBytes, pinned: true);
    private byte* memory;

    public DatagramBatch()
    {
        memory = (byte*)NativeMemory.AlignedAlloc(Capacity * SlotBytes, PageBytes);
        var firstSlot = (NativeSockets.Slot*)Marshal.UnsafeAddrOfPinnedArrayElement(slots, 0);
        var firstName = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(names, 0);
        for (int i = 0; i < Capacity; i++)
        {
            slots[i] = new NativeSockets.Slot { Base = memory + (i * SlotBytes), Length = SlotBytes };
            headers[i] = new NativeSockets.MessageHeader { Name = firstName + (i * NameBytes), Slots = firstSlot + i, SlotCount = 1 };
        }
    }

    ~DatagramBatch() => Free();

    public ReadOnlySpan<byte> this[int index] => new(memory + (index * SlotBytes), (int)headers[index].Received);

    /// <summary>The sender's socket address as the kernel writes it.</summary>
    public ReadOnlySpan<byte> Sender(int index) => names.AsSpan(index * NameBytes, NameBytes);

    /// <summary>Takes what has arrived, at most <see cref="Capacity"/> datagrams, without waiting; 0 also when the socket reports an error.</summary>
    public int Receive(Socket socket)
    {
        for (int i = 0; i < Capacity; i++)
        {
            headers[i].NameLength = NameBytes;
        }
        var first = (NativeSockets.MessageHeader*)Marshal.UnsafeAddrOfPinnedArrayElement(headers, 0);
        // An error here is at most the echo of a hole-punching packet; a camera that is gone shows on the control connection.
        int count = NativeSockets.ReceiveMany(socket.SafeHandle, first, Capacity, NativeSockets.DontWait, null);
        GC.KeepAlive(this);
        return Math.Max(count, 0);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(memory);
        memory = null;
    }
}
