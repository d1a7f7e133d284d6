using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Nvr.Core.Events;

namespace Nvr.Storage.Events;

/// <summary>
/// The column <c>box</c>: left, top, width and height as four floats of four bytes, and, where it is known when the box was there, the microseconds from the event's start until then as eight more, all little-endian.
/// </summary>
internal static class EventBoxes
{
    private const int SidesBytes = 4 * sizeof(float);

    public static object Write(EventBox? box, long? afterUs)
    {
        if (box is not { } drawn)
        {
            return DBNull.Value;
        }
        byte[] blob = new byte[SidesBytes + (afterUs is null ? 0 : sizeof(long))];
        MemoryMarshal.AsBytes<float>([drawn.Left, drawn.Top, drawn.Width, drawn.Height]).CopyTo(blob);
        if (afterUs is { } us)
        {
            BinaryPrimitives.WriteInt64LittleEndian(blob.AsSpan(SidesBytes), us);
        }
        return blob;
    }

    /// <summary>Null when the blob is none of ours.</summary>
    public static EventBox? Read(byte[]? blob) => blob is { Length: SidesBytes or SidesBytes + sizeof(long) } && MemoryMarshal.Cast<byte, float>(blob) is var side
        ? new EventBox(side[0], side[1], side[2], side[3])
        : null;

    public static long? ReadAfterUs(byte[]? blob) => blob is { Length: SidesBytes + sizeof(long) } ? BinaryPrimitives.ReadInt64LittleEndian(blob.AsSpan(SidesBytes)) : null;
}
