namespace Nvr.Rtsp.Codecs.H265;

/// <summary>
/// Steps over the short-term reference picture sets (ITU-T H.265 sections 7.3.7 and 7.4.8). The length of a predicted set depends on
/// the one before it, so the distances have to be worked out.
/// </summary>
internal static class H265ReferenceSets
{
    private const int MaxSets = 64;
    private const int MaxPictures = 16;

    public static void Skip(ref BitReader reader)
    {
        Span<int> distances = stackalloc int[MaxPictures + 1];
        Span<int> derived = stackalloc int[MaxPictures + 1];
        var count = 0;
        var sets = reader.Ue(MaxSets);
        for (var index = 0; index < sets && !reader.Failed; index++)
        {
            var isPredicted = index > 0 && reader.Flag();
            count = isPredicted ? ReadPredicted(ref reader, distances[..count], derived) : ReadExplicit(ref reader, derived);
            derived.CopyTo(distances);
        }
    }

    private static int ReadExplicit(ref BitReader reader, scoped Span<int> distances)
    {
        var (negative, positive) = (reader.Ue(MaxPictures), reader.Ue(MaxPictures));
        if (negative + positive > MaxPictures)
        {
            reader.Fail();
            return 0;
        }

        var distance = 0;
        for (var i = 0; i < negative + positive; i++)
        {
            distance = i == negative ? 0 : distance;
            distance += (i < negative ? -1 : 1) * (reader.Ue(1 << 15) + 1);
            distances[i] = distance;
            reader.Skip(1);
        }

        return negative + positive;
    }

    private static int ReadPredicted(ref BitReader reader, scoped ReadOnlySpan<int> reference, scoped Span<int> distances)
    {
        var sign = reader.Bit();
        var delta = (1 - (2 * sign)) * (reader.Ue(1 << 15) + 1);
        Span<bool> isKept = stackalloc bool[MaxPictures + 1];
        for (var i = 0; i <= reference.Length; i++)
        {
            var isUsed = reader.Flag();
            isKept[i] = isUsed || reader.Flag();
        }

        return Derive(reference, delta, isKept, distances);
    }

    // Formulas 7-61 and 7-62: negative distances from the nearest on, then positive ones from the nearest on.
    private static int Derive(ReadOnlySpan<int> reference, int delta, ReadOnlySpan<bool> isKept, Span<int> distances)
    {
        var count = 0;
        for (var i = 0; i <= reference.Length; i++)
        {
            var distance = delta + (i < reference.Length ? reference[i] : 0);
            if (isKept[i] && distance != 0 && count < MaxPictures)
            {
                distances[count++] = distance;
            }
        }

        distances[..count].Sort(static (a, b) => (a < 0) != (b < 0) ? a.CompareTo(b) : Math.Abs(a).CompareTo(Math.Abs(b)));
        return count;
    }
}
