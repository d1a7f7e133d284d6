namespace Nvr.Audio.Flac;

/// <summary>The check sums of FLAC frames (RFC 9639 sections 9.1.8 and 9.3): CRC-8 with polynomial 07, CRC-16 with 8005.</summary>
internal static class FlacCrc
{
    private static readonly ushort[] Table8 = Make(0x07, 8);
    private static readonly ushort[] Table16 = Make(0x8005, 16);

    public static byte Crc8(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var value in bytes)
        {
            crc = Table8[crc ^ value];
        }

        return (byte)crc;
    }

    public static ushort Crc16(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var value in bytes)
        {
            crc = ((crc << 8) & 0xFFFF) ^ Table16[(crc >> 8) ^ value];
        }

        return (ushort)crc;
    }

    private static ushort[] Make(int polynomial, int bits)
    {
        var table = new ushort[256];
        for (var value = 0; value < table.Length; value++)
        {
            var crc = value << (bits - 8);
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc << 1) ^ ((crc >> (bits - 1) & 1) * polynomial);
            }

            table[value] = (ushort)(crc & ((1 << bits) - 1));
        }

        return table;
    }
}
