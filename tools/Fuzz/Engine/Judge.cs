namespace Fuzz.Engine;

/// <summary>Runs one input and says what it did wrong: what it threw, how much of a processor it took, how much it allocated. One thread.</summary>
internal sealed class Judge(IFuzzTarget target)
{
    // Caches that others emptied cost time too, so that a slow input is measured again and the best counts.
    private const int Retries = 4;
    private const double BaseMs = 50;
    private const double MsPerKiB = 1;

    // Room for a pooled buffer of the largest size and the strings of an input that is all headers.
    private const long BaseBytes = 8 << 20;
    private const long BytesPerByte = 512;

    /// <summary>Null when every promise was kept, else what was broken.</summary>
    public string? Try(byte[] input)
    {
        string? found = Measure(input, out double ms, out long allocated);
        for (int i = 0; i < Retries && found is null && ms > LimitMs(input); i++)
        {
            found = Measure(input, out double again, out _);
            ms = Math.Min(ms, again);
        }
        return found
            ?? (ms > LimitMs(input) ? $"took {ms:F0} ms for {input.Length} bytes" : null)
            ?? (allocated > BaseBytes + (BytesPerByte * input.Length) ? $"allocated {allocated} bytes for {input.Length} bytes" : null);
    }

    private static double LimitMs(byte[] input) => BaseMs + (MsPerKiB * input.Length / 1024);

    private string? Measure(byte[] input, out double ms, out long allocated)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        double start = ThreadClock.NowMs;
        string? found = null;
        try
        {
            target.Run(input);
        }
        catch (Exception e)
        {
            found = e is BrokenPromiseException ? e.Message : e.ToString();
        }
        ms = ThreadClock.NowMs - start;
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return found;
    }
}
