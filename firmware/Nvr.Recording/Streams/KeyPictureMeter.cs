namespace Nvr.Recording.Streams;

/// <summary>How far apart the pictures are at which decoding can begin. Written by the pump thread, read by any.</summary>
internal sealed class KeyPictureMeter
{
    private const int Kept = 8;
    private const int Fewest = 2;

    private readonly Lock gate = new();
    private readonly long[] distances = new long[Kept];
    private int count;
    private long lastKeyUs;
    private long lastUs;

    /// <summary>The longest of the last eight distances, the one that is running included; null before there are two.</summary>
    public TimeSpan? Longest
    {
        get
        {
            lock (gate)
            {
                long longest = Math.Max(distances.Max(), lastUs - lastKeyUs);
                return count < Fewest ? null : TimeSpan.FromMicroseconds(longest);
            }
        }
    }

    public void Add(long captureUs, bool isKey)
    {
        lock (gate)
        {
            lastUs = captureUs;
            if (!isKey)
            {
                return;
            }
            if (lastKeyUs != 0)
            {
                distances[count++ % Kept] = captureUs - lastKeyUs;
            }
            lastKeyUs = captureUs;
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            Array.Clear(distances);
            count = 0;
            lastKeyUs = lastUs = 0;
        }
    }
}
