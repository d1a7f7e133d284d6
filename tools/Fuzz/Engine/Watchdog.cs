namespace Fuzz.Engine;

/// <summary>
/// Ends the process when one input does not come back, after saving that input: a thread that hangs cannot be stopped in any other way.
/// <see cref="Begin"/> and <see cref="End"/> belong to the fuzzing thread.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>Far beyond what a slow input takes on a loaded machine.</summary>
    private const long LimitMs = 20_000;

    private readonly Timer timer;
    private readonly Action<byte[]> onHang;
    private byte[]? running;
    private long since;

    public Watchdog(Action<byte[]> onHang)
    {
        this.onHang = onHang;
        timer = new Timer(_ => Look(), null, 1000, 1000);
    }

    public void Begin(byte[] input)
    {
        Volatile.Write(ref since, Environment.TickCount64);
        Volatile.Write(ref running, input);
    }

    public void End() => Volatile.Write(ref running, null);

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        if (Volatile.Read(ref running) is { } input && Environment.TickCount64 - Volatile.Read(ref since) > LimitMs)
        {
            onHang(input);
            Environment.Exit(1);
        }
    }
}
