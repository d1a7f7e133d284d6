namespace Nvr.Storage.Events;

/// <summary>What waits for the event thread, bounded in number and bytes. Many threads add, one takes.</summary>
internal sealed class EventQueue
{
    private const int MaxWaiting = 10_000;
    private const long MaxBytes = 16L << 20;

    private readonly object gate = new();
    private readonly Queue<(Action Handle, int Bytes)> work = new();
    private long bytes;
    private bool stopped;

    /// <summary>False, and nothing queued, when there is no room.</summary>
    public bool TryAdd(int messageBytes, Action handle)
    {
        lock (gate)
        {
            if (stopped || work.Count >= MaxWaiting || bytes + messageBytes > MaxBytes)
            {
                return false;
            }
            bytes += messageBytes;
            work.Enqueue((handle, messageBytes));
            Monitor.Pulse(gate);
            return true;
        }
    }

    /// <summary>Adds what must not be lost and does not come from a camera; false only when stopped.</summary>
    public bool Add(Action handle)
    {
        lock (gate)
        {
            if (!stopped)
            {
                work.Enqueue((handle, 0));
                Monitor.Pulse(gate);
            }
            return !stopped;
        }
    }

    /// <summary>Takes what was added, at most so many at once but all of it when stopped; waits for it as long as told. Null when stopped and empty.</summary>
    public IReadOnlyList<Action>? Take(int most, int waitMs)
    {
        lock (gate)
        {
            if ((work.Count == 0 || most == 0) && !stopped)
            {
                Monitor.Wait(gate, waitMs);
            }
            List<Action> taken = [];
            while ((taken.Count < most || stopped) && work.TryDequeue(out (Action Handle, int Bytes) next))
            {
                bytes -= next.Bytes;
                taken.Add(next.Handle);
            }
            return stopped && work.Count == 0 && taken.Count == 0 ? null : taken;
        }
    }

    /// <summary>Nothing is taken from now on; what was added is still handed out.</summary>
    public void Stop()
    {
        lock (gate)
        {
            stopped = true;
            Monitor.Pulse(gate);
        }
    }
}
