using Nvr.Core;

namespace Nvr.Recording.Streams;

/// <summary>A stream while the pump reads it. The completion carries the reason when the session ended by itself, null when it was asked to stop.</summary>
public sealed class PumpedStream
{
    private readonly TaskCompletionSource<NvrException?> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool stopRequested;

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

    internal bool StopRequested => stopRequested;

    internal void RequestStop() => stopRequested = true;

    internal void Complete(NvrException? reason) => completion.TrySetResult(reason);
}
