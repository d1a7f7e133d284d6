using System.Buffers.Binary;

namespace Nvr.Recording.Pictures;

/// <summary>
/// Looks whether bytes are one JPEG of a certain size, as far as its headers say (ITU-T T.81, Annex B), because whoever made them may lie and browsers will decode them. Pure; any thread.
/// </summary>
internal static class JpegShape
{
    private const byte BaselineFrame = 0xC0;
    private const byte Scan = 0xDA;

    public static bool Is(ReadOnlySpan<byte> data, int width, int height)
    {
        if (data.Length < 4 || !data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) || !data.EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]))
        {
            return false;
        }
        bool isSize = false;
        for (int at = 2; at + 4 <= data.Length && data[at] == 0xFF;)
        {
            byte marker = data[at + 1];
            int length = BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
            if (marker == Scan)
            {
                return isSize;
            }
            if (marker is >= BaselineFrame and < 0xD0 and not 0xC4)
            {
                // 2 bytes length, 1 precision, 2 height, 2 width.
                if (isSize || marker != BaselineFrame || at + 9 > data.Length
                    || BinaryPrimitives.ReadUInt16BigEndian(data[(at + 5)..]) != height || BinaryPrimitives.ReadUInt16BigEndian(data[(at + 7)..]) != width)
                {
                    return false;
                }
                isSize = true;
            }
            at += 2 + length;
        }
        return false;
    }
}
