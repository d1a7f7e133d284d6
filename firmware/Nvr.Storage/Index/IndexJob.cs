namespace Nvr.Storage.Index;

/// <summary>Work that somebody waits for, done within a transaction of the index thread. It may run more than once before it is committed.</summary>
internal abstract class IndexJob
{
    public abstract void Execute(IndexSession session);

    /// <summary>Tells who waits that it is committed.</summary>
    public abstract void Complete();

    /// <summary>Tells who waits that the index was closed before.</summary>
    public abstract void Abandon();

    /// <summary>Tells who waits that the work itself failed.</summary>
    public abstract void Fail(Exception failure);
}

/// <inheritdoc/>
internal sealed class IndexJob<T>(Func<IndexSession, T> work) : IndexJob
{
    private readonly TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? value;

    public Task<T> Result => result.Task;

    public override void Execute(IndexSession session) => value = work(session);

    public override void Complete() => result.TrySetResult(value!);

    public override void Abandon() => result.TrySetCanceled();

    public override void Fail(Exception failure) => result.TrySetException(failure);
}
