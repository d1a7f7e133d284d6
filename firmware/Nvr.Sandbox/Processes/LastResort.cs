namespace Nvr.Sandbox.Processes;

/// <summary>For a process whose native code does not come back.</summary>
public static class LastResort
{
    private const int Failed = 1;

    /// <summary>Ends this process at once: nothing is flushed, no thread is asked.</summary>
    public static void End() => Libc.ExitNow(Failed);
}
