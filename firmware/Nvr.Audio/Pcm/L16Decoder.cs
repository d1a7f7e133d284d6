using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Nvr.Audio.Pcm;

/// <summary>RFC 3551 L16: big-endian samples.</summary>
internal sealed class L16Decoder : IPcmDecoder
{
    public int MaxSamples(int bytes) => bytes / 2;

    public int Decode(ReadOnlySpan<byte> wire, Span<short> samples)
    {
        var source = MemoryMarshal.Cast<byte, short>(wire);
        if (BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(source, samples);
        }
        else
        {
            source.CopyTo(samples);
        }

        return source.Length;
    }
}
