using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;
using Nvr.Storage;
using Nvr.Storage.Pictures;

namespace Nvr.Recording.Pictures;

/// <summary>
/// Makes one picture after the other in a sandboxed process, which is started when it is needed and, when it has ended, started again after a while that grows. A key frame that ends it twice, or that it
/// cannot decode, is marked on the shelf and never tried again. One caller at a time. Failures are <see cref="NvrException"/> with a sentence for the user.
/// </summary>
internal sealed partial class PictureMaker(WorkerProgram program, IFootageReader footage, PictureShelf shelf, BoxClock clock, ILogger log) : IAsyncDisposable
{
    private const int DeathsOfAKeyFrame = 2;

    /// <summary>Of the process, for one sheet: the marks that were made stay, so that the next attempt gets further.</summary>
    private const int DeathsOfASheet = 4;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private PictureProcess? process;
    private TimeSpan pause;
    private long pausedAt;
    private NvrException? refusal;
    private bool hasDrawn;

    /// <summary>Ends the process; the next picture starts another.</summary>
    public async Task RestAsync()
    {
        if (process is { } ended)
        {
            process = null;
            await ended.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <param name="plan">What is made.</param>
    /// <param name="givenUp">Ends the work between two key frames; the process goes on to the next picture.</param>
    /// <param name="closing">Ends it at once, and the process too.</param>
    public async Task<MadePicture> MakeAsync(PicturePlan plan, CancellationToken givenUp, CancellationToken closing)
    {
        Dictionary<PictureSource, int> deaths = [];
        for (int death = 0; death < DeathsOfASheet; death++)
        {
            var attempt = new Attempt();
            try
            {
                MadePicture made = await TryAsync(plan, deaths, attempt, givenUp, closing).ConfigureAwait(false);
                pause = default;
                return made;
            }
            catch (NvrException failure) when (attempt.IsAsking)
            {
                await RestAsync().ConfigureAwait(false);
                Pause();
                LogDied(failure.Message);
                Blame(plan, attempt.Source, deaths);
            }
            catch (OperationCanceledException) when (attempt.IsAsking)
            {
                // Half a message lies on its way.
                await RestAsync().ConfigureAwait(false);
                throw;
            }
        }
        throw AgainAndAgain();
    }

    public ValueTask DisposeAsync() => new(RestAsync());

    private async Task<MadePicture> TryAsync(PicturePlan plan, Dictionary<PictureSource, int> deaths, Attempt attempt, CancellationToken givenUp, CancellationToken closing)
    {
        PictureProcess worker = process ??= await StartAsync(givenUp, closing).ConfigureAwait(false);
        worker.Begin(plan.Order);
        bool isWhole = true;
        int drawn = 0;
        foreach ((int tile, PictureSource source) in plan.Draws)
        {
            givenUp.ThrowIfCancellationRequested();
            if (deaths.GetValueOrDefault(source) >= DeathsOfAKeyFrame)
            {
                continue;
            }
            if (Read(plan.Camera, source) is not { } group)
            {
                isWhole = false;
                continue;
            }
            if (group.Pictures.All(p => p.Length <= MessageFrame.MaxUnitBytes) && await attempt.AskAsync(source, worker.DrawAsync(tile, group, closing)).ConfigureAwait(false))
            {
                drawn++;
                hasDrawn = true;
            }
            else
            {
                shelf.Mark(PicturePlan.MarkOf(plan.Camera, source));
            }
        }
        if (drawn == 0)
        {
            throw deaths.Count > 0 && !hasDrawn ? AgainAndAgain()
                : isWhole ? new NvrException(ErrorKind.Unsupported, "The footage of that moment is damaged: no picture can be made of it.")
                : new NvrException(ErrorKind.NotFound, "This footage was deleted in the meantime to make room, or its disk cannot be read.");
        }
        return new MadePicture(await attempt.AskAsync(null, worker.FinishAsync(closing)).ConfigureAwait(false), isWhole);
    }

    private async Task<PictureProcess> StartAsync(CancellationToken givenUp, CancellationToken closing)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(givenUp, closing);
        TimeSpan left = pause - clock.Time.GetElapsedTime(pausedAt);
        if (refusal is not null && left > TimeSpan.Zero)
        {
            throw refusal;
        }
        refusal = null;
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, clock.Time, either.Token).ConfigureAwait(false);
        }
        try
        {
            return await PictureProcess.OpenAsync(program, clock, either.Token).ConfigureAwait(false);
        }
        catch (NvrException failure)
        {
            Pause();
            refusal = new NvrException(failure.Kind == ErrorKind.Protocol ? ErrorKind.Exhausted : failure.Kind, $"Pictures of footage cannot be made now. {failure.Message}", failure)
            {
                NextStep = failure.NextStep,
            };
            throw refusal;
        }
    }

    /// <summary>After each end without a whole picture in between, twice as long as after the one before.</summary>
    private void Pause()
    {
        pausedAt = clock.Time.GetTimestamp();
        pause = TimeSpan.FromTicks(Math.Clamp(pause.Ticks * 2, FirstPause.Ticks, LongestPause.Ticks));
    }

    private static NvrException AgainAndAgain() =>
        new(ErrorKind.Exhausted, "The process that makes pictures ended again and again over this footage. Try again in a while.");

    /// <summary>Nothing is held against footage for good as long as the process has never drawn anything: then the fault is its own.</summary>
    private void Blame(PicturePlan plan, PictureSource? source, Dictionary<PictureSource, int> deaths)
    {
        if (source is { } culprit && (deaths[culprit] = deaths.GetValueOrDefault(culprit) + 1) == DeathsOfAKeyFrame && hasDrawn)
        {
            shelf.Mark(PicturePlan.MarkOf(plan.Camera, culprit));
            LogSkipped(culprit.Shown.ToString(), plan.Camera.ToString());
        }
    }

    /// <summary>Null when it is no longer there, or its disk fails.</summary>
    private PictureGroup? Read(CameraId camera, PictureSource source)
    {
        try
        {
            return source.Until is { } until ? footage.ReadGroup(camera, source.Stream, source.Time, until)
                : footage.ReadKeyFrame(camera, source.Stream, source.Time) is { } frame && frame.Time == source.Time ? new PictureGroup(frame.Time, frame.Format, [frame.Data])
                : null;
        }
        catch (NvrException)
        {
            return null;
        }
    }

    /// <summary>What the process was last asked to do, and whether it has answered.</summary>
    private sealed class Attempt
    {
        /// <summary>The key frame that it was to draw, if that was it.</summary>
        public PictureSource? Source { get; private set; }

        public bool IsAsking { get; private set; }

        public async Task<T> AskAsync<T>(PictureSource? source, Task<T> question)
        {
            (Source, IsAsking) = (source, true);
            T answer = await question.ConfigureAwait(false);
            IsAsking = false;
            return answer;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{What} It is started anew.")]
    private partial void LogDied(string what);

    [LoggerMessage(LogLevel.Warning, "The picture of {Time} of camera {Camera} ended the process that makes pictures twice; it is passed over from now on.")]
    private partial void LogSkipped(string time, string camera);
}
