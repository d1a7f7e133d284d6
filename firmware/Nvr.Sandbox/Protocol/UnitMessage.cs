using System.Buffers.Binary;

namespace Nvr.Sandbox.Protocol;

/// <summary>
/// One coded unit: 1 byte track, 1 byte flags (bit 0: decoding can begin here), 2 bytes zero, 8 bytes decoding time in ticks of the
/// track's clock, 8 bytes capture time in monotonic microseconds, then the data: H.264 and H.265 as Annex B with their parameter sets, or as MP4 keeps them where the track's
/// format has a configuration record, AAC as a raw frame, other sound as it is stored or came. Lent: the data is the reader's and valid until its next read.
/// </summary>
public readonly ref struct UnitMessage
{
    public const int HeaderBytes = 20;

    public required int Track { get; init; }

    public required bool IsRandomAccess { get; init; }

    public required long Dts { get; init; }

    public required long CaptureUs { get; init; }

    public required ReadOnlySpan<byte> Data { get; init; }

    public void WriteHeader(Span<byte> bytes)
    {
        bytes[..HeaderBytes].Clear();
        bytes[0] = (byte)Track;
        bytes[1] = (byte)(IsRandomAccess ? 1 : 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[4..], Dts);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[12..], CaptureUs);
    }

    /// <summary>False when the payload is too short or its flags are unknown. What it says is still only a claim.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out UnitMessage unit)
    {
        unit = default;
        if (payload.Length <= HeaderBytes || payload[1] > 1 || (payload[2] | payload[3]) != 0)
        {
            return false;
        }
        unit = new UnitMessage
        {
            Track = payload[0],
            IsRandomAccess = payload[1] == 1,
            Dts = BinaryPrimitives.ReadInt64LittleEndian(payload[4..]),
            CaptureUs = BinaryPrimitives.ReadInt64LittleEndian(payload[12..]),
            Data = payload[HeaderBytes..],
        };
        return true;
    }
}
