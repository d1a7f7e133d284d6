namespace Nvr.Mp4.Scanning;

/// <summary>Follows the 4-byte NAL unit lengths of one sample that comes in pieces.</summary>
internal struct NalLengths
{
    private long unitLeft;
    private int lengthBytes;
    private uint length;

    /// <summary>True when the bytes so far end exactly at the end of a unit.</summary>
    public readonly bool IsWhole => unitLeft == 0 && lengthBytes == 0;

    public void Feed(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            int skip = (int)Math.Min(unitLeft, data.Length);
            unitLeft -= skip;
            data = data[skip..];
            while (unitLeft == 0 && !data.IsEmpty)
            {
                length = (length << 8) | data[0];
                data = data[1..];
                if (++lengthBytes == 4)
                {
                    unitLeft = length;
                    length = 0;
                    lengthBytes = 0;
                }
            }
        }
    }
}
