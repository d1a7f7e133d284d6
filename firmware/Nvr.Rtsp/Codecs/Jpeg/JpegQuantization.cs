namespace Nvr.Rtsp.Codecs.Jpeg;

/// <summary>The quantisation tables of RFC 2435 section 4.2: those of ITU-T T.81 Annex K scaled by Q, in zigzag order.</summary>
internal static class JpegQuantization
{
    internal const int TableBytes = 64;

    private static ReadOnlySpan<byte> Luma =>
    [
        16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40,
        26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
        56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
        95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
    ];

    private static ReadOnlySpan<byte> Chroma =>
    [
        17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    /// <summary>Fills luma then chroma for a Q of 1 to 99.</summary>
    public static void Scale(int q, Span<byte> tables)
    {
        q = Math.Clamp(q, 1, 99);
        var percent = q < 50 ? 5000 / q : 200 - (2 * q);
        for (var i = 0; i < TableBytes; i++)
        {
            tables[i] = (byte)Math.Clamp(((Luma[i] * percent) + 50) / 100, 1, 255);
            tables[TableBytes + i] = (byte)Math.Clamp(((Chroma[i] * percent) + 50) / 100, 1, 255);
        }
    }
}
