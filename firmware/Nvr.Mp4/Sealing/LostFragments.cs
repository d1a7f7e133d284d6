using System.Buffers.Binary;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Sealing;

/// <summary>
/// Counts the fragments of a stitched movie that had become damaged on the disk and for which a <c>free</c> box stands, while the movie passes by: whoever
/// keeps the movie must know of the hole. One thread; pieces may be of any size.
/// </summary>
public sealed class LostFragments
{
    private readonly byte[] header = new byte[8];
    private int have;
    private long left;

    public int Count { get; private set; }

    public void Pass(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (left == 0)
            {
                int taken = Math.Min(header.Length - have, data.Length);
                data[..taken].CopyTo(header.AsSpan(have));
                have += taken;
                data = data[taken..];
                if (have == header.Length)
                {
                    Begin();
                }
                continue;
            }
            int skipped = (int)Math.Min(left, data.Length);
            left -= skipped;
            data = data[skipped..];
        }
    }

    private void Begin()
    {
        have = 0;
        // Stitched movies have no boxes of more than 32 bits; what says less than its own header would only be a writer's mistake.
        left = Math.Max(0, BinaryPrimitives.ReadUInt32BigEndian(header) - (long)header.Length);
        Count += BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)) == FourCc.Free ? 1 : 0;
    }
}
