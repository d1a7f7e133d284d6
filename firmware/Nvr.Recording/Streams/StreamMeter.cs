namespace Nvr.Recording.Streams;

/// <summary>Bits and frames a second of a stream, averaged over the last ten seconds. Written by the pump thread, read by any.</summary>
internal sealed class StreamMeter
{
    private const int Seconds = 10;
    private const long SecondUs = 1_000_000;

    private readonly Lock gate = new();
    private readonly long[] bytes = new long[Seconds + 1];
    private readonly int[] frames = new int[Seconds + 1];
    private long second = -1;
    private long firstSecond = -1;

    public void Add(long nowUs, int size, bool isVideo)
    {
        lock (gate)
        {
            Advance(nowUs / SecondUs);
            int slot = (int)(second % bytes.Length);
            bytes[slot] += size;
            frames[slot] += isVideo ? 1 : 0;
        }
    }

    /// <summary>Averages over whole seconds, without the one that is running.</summary>
    public (double BitsPerSecond, double FramesPerSecond) Read(long nowUs)
    {
        lock (gate)
        {
            if (second < 0)
            {
                return (0, 0);
            }
            Advance(nowUs / SecondUs);
            int running = (int)(second % bytes.Length);
            long span = Math.Clamp(second - firstSecond, 1, Seconds);
            double totalBytes = bytes.Sum() - bytes[running];
            double totalFrames = frames.Sum() - frames[running];
            return (totalBytes * 8 / span, totalFrames / span);
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            Array.Clear(bytes);
            Array.Clear(frames);
            second = firstSecond = -1;
        }
    }

    private void Advance(long now)
    {
        if (second < 0 || now - second > Seconds)
        {
            Array.Clear(bytes);
            Array.Clear(frames);
            firstSecond = second < 0 ? now : now - Seconds;
            second = now;
            return;
        }
        while (second < now)
        {
            second++;
            bytes[second % bytes.Length] = 0;
            frames[second % frames.Length] = 0;
        }
    }
}
