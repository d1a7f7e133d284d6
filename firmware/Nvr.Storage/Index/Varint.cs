namespace Nvr.Storage.Index;

/// <summary>Variable-length integers, 7 bits a byte, least significant first; signed values zigzag. Reading never goes out of bounds.</summary>
internal static class Varint
{
    private const int MaxBytes = 10;

    public static void Write(List<byte> to, long value)
    {
        ulong rest = (ulong)value;
        while (rest >= 0x80)
        {
            to.Add((byte)(rest | 0x80));
            rest >>= 7;
        }
        to.Add((byte)rest);
    }

    public static void WriteSigned(List<byte> to, long value) => Write(to, (value << 1) ^ (value >> 63));

    public static bool TryRead(ref ReadOnlySpan<byte> from, out long value)
    {
        ulong result = 0;
        for (int i = 0; i < MaxBytes && i < from.Length; i++)
        {
            result |= (ulong)(from[i] & 0x7F) << (7 * i);
            if (from[i] < 0x80)
            {
                from = from[(i + 1)..];
                value = (long)result;
                return true;
            }
        }
        value = 0;
        return false;
    }

    public static bool TryReadSigned(ref ReadOnlySpan<byte> from, out long value)
    {
        bool ok = TryRead(ref from, out long zigzag);
        value = (long)((ulong)zigzag >> 1) ^ -(zigzag & 1);
        return ok;
    }
}
