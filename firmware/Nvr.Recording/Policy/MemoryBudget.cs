namespace Nvr.Recording.Policy;

/// <summary>So many bytes may be kept in memory: of one camera, and within that of all. Thread-safe; never blocks.</summary>
internal sealed class MemoryBudget(long mostBytes, MemoryBudget? whole = null)
{
    private long takenBytes;

    public long TakenBytes => Interlocked.Read(ref takenBytes);

    /// <summary>Whether half of it is free, of all cameras' as well.</summary>
    public bool IsAmple => TakenBytes <= mostBytes / 2 && whole?.IsAmple != false;

    /// <summary>False, and nothing taken, when the bytes do not fit.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref takenBytes, bytes) <= mostBytes && whole?.TryTake(bytes) != false)
        {
            return true;
        }
        Interlocked.Add(ref takenBytes, -bytes);
        return false;
    }

    public void Return(int bytes)
    {
        Interlocked.Add(ref takenBytes, -bytes);
        whole?.Return(bytes);
    }
}
