using Nvr.Core;

namespace Nvr.Recording.Streams;

/// <summary>A stream while the pump reads it. The completion carries the reason when the session ended by itself, null when it was asked to stop.</summary>
public sealed class PumpedStream
{
    private readonly TaskCompletionSource<NvrException?> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool stopRequested;
    private int averageGulp;

    internal PumpedStream(IStreamSession session, IPumpTarget target)
    {
        Session = session;
        Target = target;
    }

    /// <summary>Ends when the pump no longer touches the session.</summary>
    public Task<NvrException?> Completion => completion.Task;

    internal IStreamSession Session { get; }

    internal IPumpTarget Target { get; }

    internal long DrainedAtUs { get; set; }

    /// <summary>True while this camera sends so much that it should not wait long.</summary>
    internal bool IsBusy { get; private set; }

    internal bool StopRequested => stopRequested;

    /// <summary>Judges by the average gulp, so that a single key frame does not count as much.</summary>
    internal void NoteGulp(int bytes, int busyBytes)
    {
        averageGulp += (bytes - averageGulp) / 8;
        IsBusy = averageGulp > (IsBusy ? busyBytes / 2 : busyBytes);
    }

    internal void RequestStop() => stopRequested = true;

    internal void Complete(NvrException? reason) => completion.TrySetResult(reason);
}
