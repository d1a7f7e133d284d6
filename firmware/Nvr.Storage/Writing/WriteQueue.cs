namespace Nvr.Storage.Writing;

/// <summary>
/// What waits for a volume's writer thread, bounded in bytes: a disk that cannot follow costs footage, never memory. Bytes count until
/// they are written. Many threads add, one takes.
/// </summary>
internal sealed class WriteQueue(long boundBytes)
{
    // The writer looks four times a second instead of being woken for each fragment: with many cameras that is most of the wake-ups of
    // the box, and a quarter of a second is little beside the second that a fragment takes to fill.
    private const int LookEveryMs = 250;

    private readonly object gate = new();
    private readonly Queue<WriteCommand> commands = new();
    private long bytes;
    private bool woken;
    private volatile bool stopped;

    // What can be fetched again takes no room that live footage may want.
    private const int PatientShare = 4;

    /// <summary>For good: the writer has been told to end.</summary>
    public bool IsStopped => stopped;

    /// <summary>
    /// False, and nothing queued, when the bytes do not fit or the writer has stopped. A patient one has a quarter of the room.
    /// </summary>
    public bool TryAdd(in WriteCommand command, int commandBytes, bool isPatient = false)
    {
        lock (gate)
        {
            if (stopped || (bytes + commandBytes > (isPatient ? boundBytes / PatientShare : boundBytes) && commandBytes > 0))
            {
                return false;
            }
            bytes += commandBytes;
            commands.Enqueue(command);
            return true;
        }
    }

    /// <summary>Takes what was added; waits a moment for it, until <see cref="Wake"/> is called or the time is over.</summary>
    public void TakeAll(List<WriteCommand> into, int waitMs)
    {
        lock (gate)
        {
            if (commands.Count == 0 && !woken && waitMs > 0)
            {
                Monitor.Wait(gate, Math.Min(waitMs, LookEveryMs));
            }
            woken = false;
            while (commands.TryDequeue(out WriteCommand command))
            {
                into.Add(command);
            }
        }
    }

    public void Written(int commandBytes)
    {
        lock (gate)
        {
            bytes -= commandBytes;
        }
    }

    /// <summary>Nothing is taken from now on; what was added is still handed out.</summary>
    public void Stop()
    {
        lock (gate)
        {
            stopped = true;
        }
    }

    public void Wake()
    {
        lock (gate)
        {
            woken = true;
            Monitor.Pulse(gate);
        }
    }
}
