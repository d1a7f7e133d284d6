namespace Nvr.Rtsp.Codecs.Jpeg;

/// <summary>Writes what RFC 2435 leaves out of the stream: everything of a baseline JFIF image before its scan.</summary>
internal static class JpegHeader
{
    public static void Write(PooledBytes output, in JpegFragment first, ReadOnlySpan<byte> tables, int precision)
    {
        output.TryAppend([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        var lumaBytes = WriteTable(output, 0, tables, precision & 1);
        var chroma = tables.Length > lumaBytes ? tables[lumaBytes..] : tables;
        WriteTable(output, 1, chroma, tables.Length > lumaBytes ? (precision >> 1) & 1 : precision & 1);
        if (first.HasRestarts)
        {
            output.TryAppend([0xFF, 0xDD, 0, 4, (byte)(first.RestartInterval >> 8), (byte)first.RestartInterval]);
        }

        WriteFrame(output, first);
        output.TryAppend(JpegHuffman.Segment);
        output.TryAppend([0xFF, 0xDA, 0, 12, 3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
    }

    /// <summary>True when the tables are whole: one for everything, or luma and chroma.</summary>
    public static bool AreWhole(ReadOnlySpan<byte> tables, int precision)
    {
        var luma = JpegQuantization.TableBytes << (precision & 1);
        var chroma = JpegQuantization.TableBytes << ((precision >> 1) & 1);
        return tables.Length == luma || tables.Length == luma + chroma;
    }

    private static int WriteTable(PooledBytes output, int id, ReadOnlySpan<byte> tables, int wide)
    {
        var bytes = JpegQuantization.TableBytes << wide;
        output.TryAppend([0xFF, 0xDB, 0, (byte)(bytes + 3), (byte)((wide << 4) | id)]);
        output.TryAppend(tables[..bytes]);
        return bytes;
    }

    private static void WriteFrame(PooledBytes output, in JpegFragment first)
    {
        var sampling = (byte)((first.Type & 1) == 0 ? 0x21 : 0x22);
        output.TryAppend([0xFF, 0xC0, 0, 17, 8, (byte)(first.Height >> 8), (byte)first.Height, (byte)(first.Width >> 8), (byte)first.Width]);
        output.TryAppend([3, 1, sampling, 0, 2, 0x11, 1, 3, 0x11, 1]);
    }
}
