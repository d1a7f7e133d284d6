using System.Buffers;

namespace Nvr.Rtsp.Codecs.Nal;

/// <summary>The bits of a parameter set without a range that decoders do not mind (timing, buffering).</summary>
internal static class ParameterKey
{
    public static void Append(ArrayBufferWriter<byte> key, ReadOnlySpan<byte> nal, int cutStart, int cutEnd)
    {
        var reader = new BitReader(nal);
        var (current, filled) = (0, 0);
        while (!reader.Failed)
        {
            var position = reader.Position;
            var bit = reader.Bit();
            if (reader.Failed || (position >= cutStart && position < cutEnd))
            {
                continue;
            }

            current = (current << 1) | bit;
            if (++filled == 8)
            {
                key.Write<byte>([(byte)current]);
                (current, filled) = (0, 0);
            }
        }

        // Marks the end, so that two keys after one another cannot be confused.
        key.Write<byte>([(byte)((current << 1) | 1), (byte)filled]);
    }
}
