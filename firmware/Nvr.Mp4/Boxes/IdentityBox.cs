using System.Buffers.Binary;
using Nvr.Core;

namespace Nvr.Mp4.Boxes;

/// <summary>
/// The <c>uuid</c> box with the <see cref="SegmentIdentity"/>, the last box of the moov. Body after the 16-byte type, big endian:
/// version u8 (1), stream u8, flags u16 (1: back-filled), segment id i64, volume, camera and boot (16 bytes each, as RFC 9562 orders them), start
/// monotonic i64, UTC offset i64, CRC-32C u32 of the whole file up to it.
/// </summary>
internal static class IdentityBox
{
    public const int BoxBytes = 8 + 16 + BodyBytes;

    private const int BodyBytes = 4 + 8 + 48 + 16 + 4;
    private const byte Version = 1;
    private const ushort Backfilled = 1;

    public static void Write(BoxWriter writer, SegmentIdentity identity) => writer.Box(FourCc.Uuid, box =>
    {
        box.Bytes(BoxIds.Identity);
        box.U8(Version);
        box.U8((byte)identity.Stream);
        box.U16(identity.IsBackfilled ? Backfilled : (ushort)0);
        box.U64((ulong)identity.SegmentId);
        box.Bytes(identity.Volume.ToByteArray(bigEndian: true));
        box.Bytes(identity.Camera.Value.ToByteArray(bigEndian: true));
        box.Bytes(identity.BootId.ToByteArray(bigEndian: true));
        box.U64((ulong)identity.StartMonotonicUs);
        box.U64((ulong)identity.UtcOffsetUs);
        box.U32(0);
    });

    /// <summary>Fills in the checksum of a finished header whose last box the identity is.</summary>
    public static void Seal(Span<byte> header) =>
        BinaryPrimitives.WriteUInt32BigEndian(header[^4..], Crc32C.Of(header[..^4]));

    /// <summary>False when there is an identity that cannot be trusted; true with null when the header carries none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> header, out SegmentIdentity? identity)
    {
        identity = null;
        int at = header.Length - BoxBytes;
        if (at < 0 || !MoofLayout.IsBox(header, at, BoxBytes, FourCc.Uuid) || !header.Slice(at + 8, 16).SequenceEqual(BoxIds.Identity))
        {
            return true;
        }
        ReadOnlySpan<byte> body = header[(at + 24)..];
        uint stored = BinaryPrimitives.ReadUInt32BigEndian(body[(BodyBytes - 4)..]);
        if (stored != Crc32C.Of(header[..^4]) || body[0] != Version || !Enum.IsDefined((StreamKind)body[1]))
        {
            return false;
        }
        identity = new SegmentIdentity(
            BinaryPrimitives.ReadInt64BigEndian(body[4..]),
            new Guid(body.Slice(12, 16), bigEndian: true),
            new CameraId(new Guid(body.Slice(28, 16), bigEndian: true)),
            (StreamKind)body[1],
            new Guid(body.Slice(44, 16), bigEndian: true),
            BinaryPrimitives.ReadInt64BigEndian(body[60..]),
            BinaryPrimitives.ReadInt64BigEndian(body[68..]))
        {
            IsBackfilled = (BinaryPrimitives.ReadUInt16BigEndian(body[2..]) & Backfilled) != 0,
        };
        return true;
    }
}
