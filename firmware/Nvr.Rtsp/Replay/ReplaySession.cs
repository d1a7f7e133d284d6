using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Rtsp.Session;

namespace Nvr.Rtsp.Replay;

/// <summary>
/// Reads a stretch of a camera's own recording by RTSP (ONVIF Streaming Specification, chapter 6), over TCP, forwards, no faster than the rules
/// say. Opened on any thread; <see cref="RunAsync"/> is called once, and then the session is disposed. Failures are
/// <see cref="NvrException"/>: NotFound when the camera has nothing of that time, Protocol when it does not say when its pictures were taken.
/// </summary>
public sealed class ReplaySession : IAsyncDisposable
{
    private const int VideoRate = 90_000;
    private const int ShortestPauseMs = 20;

    private readonly RtspSession session;
    private readonly BoxClock clock;

    private ReplaySession(RtspSession session, BoxClock clock)
    {
        this.session = session;
        this.clock = clock;
    }

    /// <param name="target">Where the camera replays its recording.</param>
    /// <param name="options">The transport is TCP whatever they say.</param>
    /// <param name="range">By the camera's clock.</param>
    /// <param name="clock">The box's.</param>
    /// <param name="cancel">Ends the attempt.</param>
    public static async Task<ReplaySession> OpenAsync(RtspTarget target, RtspOptions options, UtcRange range, BoxClock clock, CancellationToken cancel)
    {
        RtspOptions replay = options with { Transport = RtspTransportKind.Tcp, Replay = range };
        return new ReplaySession(await RtspSession.OpenAsync(target, replay, clock, cancel).ConfigureAwait(false), clock);
    }

    /// <summary>Hands what comes to the sink until it is satisfied, the camera is done, or it cannot be borne any longer.</summary>
    public async Task<ReplayEnd> RunAsync(IReplaySink sink, ReplayRules rules, CancellationToken cancel)
    {
        var intake = new ReplayIntake(sink, VideoRate);
        session.Replay = intake;
        long heardUs = clock.MonotonicUs;
        long total = 0;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (TryDrain(intake, out int bytes) is { } end)
            {
                return end;
            }
            total += bytes;
            heardUs = bytes > 0 ? clock.MonotonicUs : heardUs;
            if (EndOf(intake, sink, rules, total, clock.MonotonicUs - heardUs) is { } over)
            {
                return over;
            }
            double pauseMs = Math.Max(ShortestPauseMs, bytes * 1000.0 / rules.BytesPerSecond);
            await Task.Delay(TimeSpan.FromMilliseconds(pauseMs), clock.Time, cancel).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private ReplayEnd? TryDrain(ReplayIntake intake, out int bytes)
    {
        bytes = 0;
        try
        {
            bytes = session.Drain(intake);
            return null;
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Unreachable && intake.Units > 0)
        {
            return ReplayEnd.HungUp;
        }
    }

    private ReplayEnd? EndOf(ReplayIntake intake, IReplaySink sink, ReplayRules rules, long total, long silentUs)
    {
        if (sink.IsSatisfied)
        {
            return ReplayEnd.Satisfied;
        }
        if (intake.IsOver || session.Tracks[0].Receiver.Ended)
        {
            return ReplayEnd.Finished;
        }
        if (intake.Clockless > rules.MostClockless)
        {
            throw new NvrException(ErrorKind.Protocol, "The camera replays its recording without saying when the pictures were taken.");
        }
        return total > rules.MostBytes ? ReplayEnd.Endless
            : silentUs > rules.Silence.TotalMicroseconds ? ReplayEnd.Silent
            : null;
    }
}
