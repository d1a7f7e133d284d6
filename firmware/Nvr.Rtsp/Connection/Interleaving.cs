using System.Buffers.Binary;

namespace Nvr.Rtsp.Connection;

/// <summary>Frames for packets inside the control connection (RFC 2326 section 10.12). Stateless.</summary>
internal static class Interleaving
{
    public const int HeaderBytes = 4;

    /// <summary>The longest packet that the recorder sends.</summary>
    public const int MaxSentBytes = 512;

    /// <summary>Writes the frame and returns what of <paramref name="room"/> it fills.</summary>
    public static ReadOnlySpan<byte> Frame(Span<byte> room, byte channel, ReadOnlySpan<byte> packet)
    {
        room[0] = (byte)'$';
        room[1] = channel;
        BinaryPrimitives.WriteUInt16BigEndian(room[2..], (ushort)packet.Length);
        packet.CopyTo(room[HeaderBytes..]);
        return room[..(HeaderBytes + packet.Length)];
    }
}
