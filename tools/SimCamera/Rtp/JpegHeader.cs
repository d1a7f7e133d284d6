using System.Buffers.Binary;

namespace SimCamera.Rtp;

/// <summary>Where things lie in a baseline JPEG: offsets of both quantization tables and of the scan, and its size. Plain values.</summary>
internal readonly record struct JpegHeader(
    int Width, int Height, bool Is420, int LumaTable, int ChromaTable, int ScanStart, int ScanEnd)
{
    /// <summary>Reads the segments up to the scan. Throws <see cref="InvalidDataException"/> when there is no scan.</summary>
    public static JpegHeader Parse(ReadOnlySpan<byte> jpeg)
    {
        var header = new JpegHeader(0, 0, true, 0, 0, 0, jpeg.Length - 2);
        for (int at = 2; at + 4 <= jpeg.Length;)
        {
            byte marker = jpeg[at + 1];
            int length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            header = header.With(marker, jpeg, at + 4, length - 2);
            at += 2 + length;
            if (marker == 0xDA)
            {
                return header with { ScanStart = at };
            }
        }

        throw new InvalidDataException("The JPEG has no scan.");
    }

    private JpegHeader With(byte marker, ReadOnlySpan<byte> jpeg, int at, int length) => marker switch
    {
        0xDB => WithTables(jpeg, at, length),
        0xC0 => this with
        {
            Height = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 1)..]),
            Width = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 3)..]),
            Is420 = jpeg[at + 7] == 0x22,
        },
        _ => this,
    };

    private JpegHeader WithTables(ReadOnlySpan<byte> jpeg, int at, int length)
    {
        JpegHeader header = this;
        for (int end = at + length; at + 65 <= end; at += 65)
        {
            header = (jpeg[at] & 0x0F) == 0
                ? header with { LumaTable = at + 1, ChromaTable = header.ChromaTable == 0 ? at + 1 : header.ChromaTable }
                : header with { ChromaTable = at + 1 };
        }

        return header;
    }
}
