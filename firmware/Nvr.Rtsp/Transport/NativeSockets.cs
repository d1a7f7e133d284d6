using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Nvr.Rtsp.Transport;

/// <summary>The one kernel call that the platform's sockets lack: many datagrams in one call.</summary>
internal static partial class NativeSockets
{
    public const int DontWait = 0x40;

    [LibraryImport("libc", EntryPoint = "recvmmsg")]
    public static unsafe partial int ReceiveMany(SafeSocketHandle socket, MessageHeader* messages, uint count, int flags, void* timeout);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Slot
    {
        public byte* Base;
        public nuint Length;
    }

    /// <summary>struct mmsghdr of 64-bit Linux: a struct msghdr, padded to eight bytes, and the length received.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct MessageHeader
    {
        public byte* Name;
        public uint NameLength;
        public Slot* Slots;
        public nuint SlotCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
        public uint Padding;
        public uint Received;
    }
}
