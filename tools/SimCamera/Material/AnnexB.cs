namespace SimCamera.Material;

/// <summary>Splits an Annex B byte stream (ITU-T H.264 and H.265, Annex B) into NAL units without start codes. Pure.</summary>
internal static class AnnexB
{
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> data)
    {
        var units = new List<ReadOnlyMemory<byte>>();
        int start = NextStart(data.Span, 0);
        while (start >= 0)
        {
            int next = NextStart(data.Span, start);
            int end = next < 0 ? data.Length : next - 3;
            // trailing_zero_8bits and the leading zero of a four-byte start code belong to no unit.
            ReadOnlySpan<byte> unit = data.Span[start..end].TrimEnd((byte)0);
            if (!unit.IsEmpty)
            {
                units.Add(data.Slice(start, unit.Length));
            }

            start = next;
        }

        return units;
    }

    private static int NextStart(ReadOnlySpan<byte> data, int from)
    {
        int at = data[from..].IndexOf((ReadOnlySpan<byte>)[0, 0, 1]);
        return at < 0 ? -1 : from + at + 3;
    }
}
