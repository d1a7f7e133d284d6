using System.Buffers.Binary;

namespace Nvr.Audio.Flac;

/// <summary>The STREAMINFO block (RFC 9639 section 8.2) for a stream of 16-bit samples that has no end.</summary>
internal static class FlacStreamInfo
{
    internal const int Bytes = 34;
    internal const int BitsPerSample = 16;

    public static byte[] Make(int sampleRate, int channels, int blockSize)
    {
        var info = new byte[Bytes];
        BinaryPrimitives.WriteUInt16BigEndian(info, (ushort)blockSize);
        BinaryPrimitives.WriteUInt16BigEndian(info.AsSpan(2), (ushort)blockSize);
        var packed = ((uint)sampleRate << 12) | ((uint)(channels - 1) << 9) | ((BitsPerSample - 1) << 4);
        BinaryPrimitives.WriteUInt32BigEndian(info.AsSpan(10), packed);
        return info;
    }
}
