using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Sandbox.Processes;
using Nvr.Storage;
using Nvr.Storage.Pictures;

namespace Nvr.Recording.Pictures;

/// <summary>
/// Where pictures of footage are had: from the shelf, or made, one at a time, by one process of the least priority, so that they cannot crowd out the recording. Thread-safe. The same picture asked for twice is made
/// once; what nobody waits for any longer is not made; <see cref="Most"/> wait at a time. Failures are <see cref="NvrException"/> with a sentence for the user. Disposing ends the process.
/// </summary>
public sealed class PictureDesk(WorkerProgram program, IFootageReader footage, PictureShelf shelf, BoxClock clock, ILogger<PictureDesk> log) : IAsyncDisposable
{
    /// <summary>More than a page shows at once.</summary>
    public const int Most = 64;

    /// <summary>A process that nobody needs takes memory.</summary>
    private static readonly TimeSpan RestAfter = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly PictureMaker maker = new(program, footage, shelf, clock, log);
    private readonly LinkedList<PictureRequest> waiting = new();
    private readonly Dictionary<(CameraId, UtcTime, string), PictureRequest> byPlan = [];
    private readonly SemaphoreSlim arrived = new(0);
    private readonly CancellationTokenSource closing = new();
    private Task working = Task.CompletedTask;
    private bool isWorking;
    private PictureRequest? ahead;

    /// <summary>Pictures that were made, not taken from the shelf.</summary>
    public long Made { get; private set; }

    public async Task<MadePicture> GetAsync(PicturePlan plan, CancellationToken cancellation)
    {
        if (shelf.Find(plan.Name) is { } jpeg)
        {
            return new MadePicture(jpeg, IsWhole: true);
        }
        PictureRequest request = Join(plan);
        try
        {
            return await request.Made.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            Leave(request);
        }
    }

    /// <summary>
    /// Makes a picture for the shelf that nobody has asked for, while nobody waits for one; who comes meanwhile does not wait for it. False when it was not made, or given up, for that; true when it is on the
    /// shelf, or the shelf takes nothing.
    /// </summary>
    public async Task<bool> MakeAheadAsync(PicturePlan plan, CancellationToken cancellation)
    {
        if (!shelf.IsOpen || shelf.Has(plan.Name))
        {
            return true;
        }
        PictureRequest request;
        lock (gate)
        {
            if (byPlan.Count > 0)
            {
                return false;
            }
            ahead = request = Add_NeedsLock(plan);
        }
        try
        {
            await request.Made.Task.WaitAsync(cancellation).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            Leave(request);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        Task last;
        lock (gate)
        {
            last = working;
            foreach (PictureRequest request in waiting)
            {
                request.Made.TrySetCanceled();
            }
        }
        await last.ConfigureAwait(false);
        await maker.DisposeAsync().ConfigureAwait(false);
        closing.Dispose();
        arrived.Dispose();
    }

    private PictureRequest Join(PicturePlan plan)
    {
        lock (gate)
        {
            if (byPlan.TryGetValue(Key(plan), out PictureRequest? same))
            {
                same.Waiting++;
                ahead = same == ahead ? null : ahead;
                return same;
            }
            if (waiting.Count >= Most)
            {
                throw new NvrException(ErrorKind.Exhausted, "Too many pictures are wanted at once. Try again in a moment.");
            }
            if (ahead is { } unasked)
            {
                GiveUp_NeedsLock(unasked);
                ahead = null;
            }
            return Add_NeedsLock(plan);
        }
    }

    private PictureRequest Add_NeedsLock(PicturePlan plan)
    {
        var request = new PictureRequest(plan);
        byPlan.Add(Key(plan), request);
        waiting.AddLast(request);
        if (!isWorking && !closing.IsCancellationRequested)
        {
            isWorking = true;
            working = Task.Run(WorkAsync);
        }
        arrived.Release();
        return request;
    }

    private void Leave(PictureRequest request)
    {
        lock (gate)
        {
            if (--request.Waiting == 0 && !request.Made.Task.IsCompleted)
            {
                GiveUp_NeedsLock(request);
            }
            ahead = request == ahead ? null : ahead;
        }
    }

    private void GiveUp_NeedsLock(PictureRequest request)
    {
        if (waiting.Remove(request))
        {
            // Nobody takes it any longer.
            request.Made.TrySetCanceled();
        }
        Forget_NeedsLock(request);
        request.GiveUp();
    }

    private void Forget_NeedsLock(PictureRequest request)
    {
        if (byPlan.GetValueOrDefault(Key(request.Plan)) == request)
        {
            byPlan.Remove(Key(request.Plan));
        }
    }

    private async Task WorkAsync()
    {
        while (await TakeAsync().ConfigureAwait(false) is { } request)
        {
            using (request)
            {
                await MakeAsync(request).ConfigureAwait(false);
            }
        }
        await maker.RestAsync().ConfigureAwait(false);
        lock (gate)
        {
            isWorking = false;
            if (waiting.Count > 0 && !closing.IsCancellationRequested)
            {
                isWorking = true;
                working = Task.Run(WorkAsync);
            }
        }
    }

    /// <summary>The one that waits for longest; null after a while without any, and at the end.</summary>
    private async Task<PictureRequest?> TakeAsync()
    {
        try
        {
            while (true)
            {
                lock (gate)
                {
                    if (!closing.IsCancellationRequested && waiting.First is { } first)
                    {
                        waiting.RemoveFirst();
                        return first.Value;
                    }
                }
                if (!await arrived.WaitAsync(RestAfter, closing.Token).ConfigureAwait(false))
                {
                    return null;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task MakeAsync(PictureRequest request)
    {
        try
        {
            MadePicture made = await maker.MakeAsync(request.Plan, request.GivenUp, closing.Token).ConfigureAwait(false);
            if (made.IsWhole)
            {
                shelf.Put(request.Plan.Name, made.Jpeg);
            }
            Made++;
            Finish(request, () => request.Made.TrySetResult(made));
        }
        catch (Exception failure) when (failure is NvrException or OperationCanceledException)
        {
            Finish(request, () => request.Made.TrySetException(failure));
        }
    }

    private void Finish(PictureRequest request, Func<bool> finish)
    {
        lock (gate)
        {
            Forget_NeedsLock(request);
            ahead = request == ahead ? null : ahead;
            finish();
        }
        // Where everybody has left, nobody looks at how it ended.
        _ = request.Made.Task.Exception;
    }

    private static (CameraId, UtcTime, string) Key(PicturePlan plan) => (plan.Camera, plan.Start, plan.Tag);
}
