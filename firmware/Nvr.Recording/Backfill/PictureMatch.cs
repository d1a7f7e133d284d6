using System.Buffers.Binary;
using Nvr.Core.Media;
using Nvr.Storage;

namespace Nvr.Recording.Backfill;

/// <summary>
/// Knows a recorded picture again when the camera replays it: its slices are the same bytes. What is beside them (timestamps in SEI messages, delimiters) may
/// differ. Pure.
/// </summary>
internal static class PictureMatch
{
    public static bool IsSame(KeyFrame recorded, in AccessUnit replayed)
    {
        if (!recorded.Format.Equals(replayed.Format))
        {
            return false;
        }
        ReadOnlySpan<byte> one = recorded.Data;
        ReadOnlySpan<byte> other = replayed.Data;
        if (replayed.Format.Codec == Codec.Mjpeg)
        {
            return one.SequenceEqual(other);
        }
        bool isH264 = replayed.Format.Codec == Codec.H264;
        bool any = false;
        while (true)
        {
            ReadOnlySpan<byte> slice = NextSlice(ref one, isH264);
            if (!slice.SequenceEqual(NextSlice(ref other, isH264)))
            {
                return false;
            }
            if (slice.IsEmpty)
            {
                return any;
            }
            any = true;
        }
    }

    private static ReadOnlySpan<byte> NextSlice(ref ReadOnlySpan<byte> sample, bool isH264)
    {
        while (sample.Length > 4)
        {
            int length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(sample), (uint)(sample.Length - 4));
            ReadOnlySpan<byte> unit = sample.Slice(4, length);
            sample = sample[(4 + length)..];
            if (length > 0 && IsSlice(unit[0], isH264))
            {
                return unit;
            }
        }
        sample = default;
        return default;
    }

    // H.264 table 7-1: 1 to 5. H.265 table 7-1: below 32.
    private static bool IsSlice(byte header, bool isH264) => isH264 ? (header & 0x1F) is >= 1 and <= 5 : ((header >> 1) & 0x3F) < 32;
}
