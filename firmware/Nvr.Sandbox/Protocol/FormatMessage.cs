using System.Buffers.Binary;
using Nvr.Core.Media;

namespace Nvr.Sandbox.Protocol;

/// <summary>
/// A track's format: 1 byte track, 1 byte <see cref="Codec"/>, 1 byte channels, 1 byte bits a sample, 4 bytes each of clock rate, width,
/// height and sampling rate, then the configuration record (empty where the parameter sets are in band). Immutable.
/// </summary>
public sealed record FormatMessage(int Track, TrackFormat Format)
{
    /// <summary>Parameter sets with scaling lists take some 1.5 KB, and there are encoders that send a picture parameter set for each kind of picture.</summary>
    public const int MaxConfigBytes = 32 << 10;

    public const int MaxBytes = HeaderBytes + MaxConfigBytes;

    private const int HeaderBytes = 20;
    private const int MaxRate = 1_000_000;
    private const int MaxSize = 16_384;

    public byte[] Write()
    {
        byte[] bytes = new byte[HeaderBytes + Format.Config.Length];
        bytes[0] = (byte)Track;
        bytes[1] = (byte)Format.Codec;
        bytes[2] = (byte)Format.Channels;
        bytes[3] = (byte)Format.BitsPerSample;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Format.ClockRate);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Format.Width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Format.Height);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), Format.SampleRate);
        Format.Config.Span.CopyTo(bytes.AsSpan(HeaderBytes));
        return bytes;
    }

    /// <summary>Null when the payload is malformed or a figure is beyond what any track has.</summary>
    public static FormatMessage? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length is < HeaderBytes or > MaxBytes || !Enum.IsDefined((Codec)payload[1]))
        {
            return null;
        }
        var format = new TrackFormat
        {
            Codec = (Codec)payload[1],
            Channels = payload[2],
            BitsPerSample = payload[3],
            ClockRate = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]),
            Width = BinaryPrimitives.ReadInt32LittleEndian(payload[8..]),
            Height = BinaryPrimitives.ReadInt32LittleEndian(payload[12..]),
            SampleRate = BinaryPrimitives.ReadInt32LittleEndian(payload[16..]),
            Config = payload[HeaderBytes..].ToArray(),
        };
        bool isSane = format.ClockRate is > 0 and <= MaxRate && format.SampleRate is >= 0 and <= MaxRate && format.Channels <= 8
            && format.Width is >= 0 and <= MaxSize && format.Height is >= 0 and <= MaxSize && format.BitsPerSample <= 32;
        return isSane ? new FormatMessage(payload[0], format) : null;
    }
}
