namespace Nvr.Media.Watching;

/// <summary>
/// Says of one stream, by kind and size of its coded pictures alone, whether all of them have to be decoded or key frames will do. Pictures in which nothing changed cost an encoder next to nothing; what goes through the scene costs as much as
/// its own part of a key frame and more. Where that is not so (rates that are filled up, noise that is coded, key frames alone, groups that are long, pictures out of order), sizes carry no news, and everything is followed. Pure; one thread.
/// </summary>
internal sealed class SizeGate
{
    /// <summary>So long after anything moved, or was new, everything is followed.</summary>
    internal const long AwakeUs = 8_000_000;

    /// <summary>What moved a moment ago may still be there.</summary>
    private const long MovesUs = 2_000_000;

    /// <summary>Means are of the pictures of so long; the first after a key frame, which mend what that left rough, do not count.</summary>
    private const long WindowUs = 400_000;

    /// <summary>Means that are remembered while nothing moves, and how many have to be known.</summary>
    private const int Windows = 64;
    private const int FewestWindows = 32;

    /// <summary>Longer groups are a smart codec's: who catches up with one would be late.</summary>
    private const long LongestGroupUs = 6_000_000;

    /// <summary>So long after a picture out of order the stream is taken to have more of them.</summary>
    private const long DisorderUs = 60_000_000;

    /// <summary>Shares of a key frame: what a picture usually costs at most where skipping works, and by how much its mean may vary where the smallest person would still be seen in it.</summary>
    private const double MostUsual = 0.06;
    private const double MostSpread = 0.001;

    /// <summary>A mean that is so many times the spread above the usual is news, and one that is so much of a key frame in any case.</summary>
    private const double Unusual = 3.5;

    /// <summary>So many means in a row make one that shows less of a rise.</summary>
    private const int Latest = 5;
    private const double UnusualForLong = 1.75;
    private const double LeastRise = 0.001;

    /// <summary>Of the normal distribution: its deviation in medians of the distance to the median.</summary>
    private const double DeviationsAMedian = 1.48;

    private readonly double[] means = new double[Windows];
    private readonly double[] latest = new double[Latest];
    private readonly double[] sorted = new double[Windows];
    private int known;
    private int taken;
    private long sum;
    private int count;
    private long windowUs;
    private long awakeUntilUs = long.MinValue;
    private long movesUntilUs = long.MinValue;
    private long lastUs = long.MinValue;
    private long keyUs = long.MinValue;
    private double keyBytes;
    private double usual;
    private double spread = double.MaxValue;
    private long disorderedUs = long.MinValue;
    private bool isShort;
    private bool isAfterKey;

    /// <summary>Sizes of this stream tell whether something changes.</summary>
    public bool CarriesNews { get; private set; }

    /// <summary>Takes the next unit in the order of decoding; true when all have to be decoded.</summary>
    /// <param name="isKey">Decoding can begin there.</param>
    /// <param name="bytes">Of it.</param>
    /// <param name="captureUs">When its picture is seen.</param>
    public bool Take(bool isKey, int bytes, long captureUs)
    {
        if (captureUs < lastUs)
        {
            disorderedUs = lastUs;
            CarriesNews = false;
        }
        lastUs = Math.Max(lastUs, captureUs);
        if (awakeUntilUs == long.MinValue)
        {
            Wake(captureUs);
        }
        if (isKey)
        {
            TakeKey(bytes, captureUs);
        }
        else
        {
            TakeOther(bytes, captureUs);
        }
        if (captureUs - keyUs > LongestGroupUs)
        {
            CarriesNews = false;
        }
        return !CarriesNews || captureUs < awakeUntilUs;
    }

    /// <summary>Something may have changed.</summary>
    public void Wake(long captureUs) => awakeUntilUs = Math.Max(awakeUntilUs, captureUs + AwakeUs);

    /// <summary>Something moves, or the scene is being learnt: what such pictures cost is not what they usually cost.</summary>
    public void Moves(long captureUs)
    {
        movesUntilUs = captureUs + MovesUs;
        Wake(captureUs);
    }

    private void TakeKey(int bytes, long captureUs)
    {
        keyBytes = keyBytes == 0 ? bytes : keyBytes + ((bytes - keyBytes) / 4);
        isShort = keyUs != long.MinValue && captureUs - keyUs <= LongestGroupUs;
        keyUs = captureUs;
        (sum, count, windowUs, isAfterKey) = (0, 0, captureUs, true);
        Judge();
    }

    private void TakeOther(int bytes, long captureUs)
    {
        (sum, count) = (sum + bytes, count + 1);
        if (captureUs - windowUs < WindowUs)
        {
            return;
        }
        double mean = sum / (double)count;
        bool counts = !isAfterKey;
        (sum, count, windowUs, isAfterKey) = (0, 0, captureUs, false);
        if (counts)
        {
            TakeMean(mean, captureUs);
        }
    }

    private void TakeMean(double mean, long captureUs)
    {
        latest[taken++ % Latest] = mean;
        double longMean = 0;
        foreach (double one in latest)
        {
            longMean += one / Latest;
        }
        if (CarriesNews && (IsNews(mean, Unusual) || (taken >= Latest && IsNews(longMean, UnusualForLong))))
        {
            Wake(captureUs);
        }
        if (captureUs >= movesUntilUs)
        {
            means[known++ % Windows] = mean;
        }
    }

    private bool IsNews(double mean, double times) => mean > usual + Math.Max(times * spread, LeastRise * keyBytes);

    private void Judge()
    {
        int many = Math.Min(known, Windows);
        if (many < FewestWindows)
        {
            return;
        }
        usual = Median(means.AsSpan(0, many));
        for (int i = 0; i < many; i++)
        {
            sorted[i] = Math.Abs(means[i] - usual);
        }
        spread = DeviationsAMedian * Median(sorted.AsSpan(0, many));
        bool isOrdered = disorderedUs == long.MinValue || keyUs - disorderedUs > DisorderUs;
        CarriesNews = isOrdered && isShort && usual <= MostUsual * keyBytes && spread <= MostSpread * keyBytes;
    }

    private double Median(ReadOnlySpan<double> values)
    {
        Span<double> copy = stackalloc double[Windows];
        values.CopyTo(copy);
        copy[..values.Length].Sort();
        return copy[values.Length / 2];
    }
}
