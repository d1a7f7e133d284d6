using Nvr.Core;

namespace Nvr.Appliance.Sticks;

/// <summary>Who works with which stick just now: one at a time, so that none is released or written to under the hands of another. Thread-safe.</summary>
internal sealed class StickUse
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> taken = [];

    /// <summary>Takes a stick until disposed; Conflict, in the words of who has it, where somebody has.</summary>
    /// <param name="sentence">What is done with it, for whoever wants it meanwhile.</param>
    public IDisposable Take(string stick, string sentence)
    {
        lock (gate)
        {
            RequireFree_NeedsLock(stick);
            taken.Add(stick, sentence);
            return new Taken(this, stick);
        }
    }

    /// <summary>Conflict where somebody has it.</summary>
    public void RequireFree(string stick)
    {
        lock (gate)
        {
            RequireFree_NeedsLock(stick);
        }
    }

    private void RequireFree_NeedsLock(string stick)
    {
        if (taken.TryGetValue(stick, out string? sentence))
        {
            throw new NvrException(ErrorKind.Conflict, sentence) { NextStep = "Wait until it is done." };
        }
    }

    private void Release(string stick)
    {
        lock (gate)
        {
            taken.Remove(stick);
        }
    }

    private sealed class Taken(StickUse use, string stick) : IDisposable
    {
        public void Dispose() => use.Release(stick);
    }
}
