namespace Nvr.Rtsp.Talk;

/// <summary>What was said and not yet sent: at most a second. Sound that comes faster than it can be heard pushes the oldest out. Thread-safe.</summary>
internal sealed class TalkQueue
{
    public const int MaxBytes = TalkSession.SampleRate;

    private readonly Lock gate = new();
    private readonly byte[] ring = new byte[MaxBytes];
    private int start;
    private int count;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return count;
            }
        }
    }

    /// <summary>Returns how many bytes were pushed out.</summary>
    public int Add(ReadOnlySpan<byte> coded)
    {
        lock (gate)
        {
            ReadOnlySpan<byte> kept = coded.Length > MaxBytes ? coded[^MaxBytes..] : coded;
            int over = Math.Max(0, count + kept.Length - MaxBytes);
            start = (start + over) % MaxBytes;
            count -= over;
            foreach (byte sample in kept)
            {
                ring[(start + count++) % MaxBytes] = sample;
            }
            return over + (coded.Length - kept.Length);
        }
    }

    /// <summary>Fills the packet, with silence where too little was said; false when nothing waits.</summary>
    public bool TryTake(Span<byte> packet, byte silence)
    {
        lock (gate)
        {
            int taken = Math.Min(count, packet.Length);
            for (int i = 0; i < taken; i++)
            {
                packet[i] = ring[(start + i) % MaxBytes];
            }
            packet[taken..].Fill(silence);
            start = (start + taken) % MaxBytes;
            count -= taken;
            return taken > 0;
        }
    }
}
