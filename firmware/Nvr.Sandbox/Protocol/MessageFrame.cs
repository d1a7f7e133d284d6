using System.Buffers.Binary;

namespace Nvr.Sandbox.Protocol;

/// <summary>
/// The frame around every message: 4 bytes length of the payload (little endian, as all numbers here), 1 byte
/// <see cref="MessageKind"/>, 3 bytes zero. Each kind has a longest payload; a longer one is refused before a byte of it is kept.
/// </summary>
public static class MessageFrame
{
    public const int HeaderBytes = 8;

    /// <summary>A key frame of analog video at its highest rate stays below a tenth of this.</summary>
    public const int MaxUnitBytes = 4 << 20;

    private const int MaxTextBytes = 4 << 10;

    /// <summary>A manifest of a thousand classes with long names in a foreign script.</summary>
    private const int MaxOrderBytes = 512 << 10;

    /// <summary>Most payload bytes of a kind; -1 for a kind that does not exist.</summary>
    public static int MaxPayload(MessageKind kind) => kind switch
    {
        MessageKind.Order => MaxOrderBytes,
        MessageKind.Failure or MessageKind.Verdict => MaxTextBytes,
        MessageKind.Format => FormatMessage.MaxBytes,
        MessageKind.Ready => ReadyMessage.MaxBytes,
        MessageKind.Unit => MaxUnitBytes + UnitMessage.HeaderBytes,
        MessageKind.Stats => StatsMessage.Bytes,
        MessageKind.Passed => PassedMessage.Bytes,
        MessageKind.Motion => MotionMessage.MaxBytes,
        MessageKind.Canvas => CanvasOrder.MaxBytes,
        MessageKind.Object => ObjectMessage.MaxBytes,
        MessageKind.Decoding => DecodingMessage.Bytes,
        _ => -1,
    };

    public static void WriteHeader(Span<byte> header, MessageKind kind, int payloadBytes)
    {
        header[..HeaderBytes].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(header, payloadBytes);
        header[4] = (byte)kind;
    }

    /// <summary>False when the header is not one that this protocol has.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> header, out MessageKind kind, out int payloadBytes)
    {
        payloadBytes = BinaryPrimitives.ReadInt32LittleEndian(header);
        kind = (MessageKind)header[4];
        bool isPadded = (header[5] | header[6] | header[7]) == 0;
        return isPadded && payloadBytes >= 0 && payloadBytes <= MaxPayload(kind);
    }
}
