using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Captured;
using Nvr.Recording.Policy;

namespace Nvr.Recording.Streams;

/// <summary>
/// Keeps one stream of one camera recorded for as long as it is wanted: connects, watches that pictures arrive, tries again with growing
/// patience, never gives up. <see cref="RunAsync"/> is the loop over connections; nothing that a camera does ends it.
/// </summary>
internal sealed partial class StreamSupervisor(
    CameraId camera, StreamKind stream, StreamAddress address, StreamServices services, StreamRecorder recorder, StreamGate gate,
    StreamReport report)
{
    /// <summary>The watchdog watches the last picture, not the socket. With the interval of looking a stall is found within 10 s.</summary>
    private static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(8.5);

    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private readonly bool isAnalog = AnalogSource.Is(address.Url);
    private readonly RetryDelay retry = AnalogSource.Is(address.Url) ? RetryDelay.ForDevices(Random.Shared) : new RetryDelay(Random.Shared);
    private readonly ILogger logger = services.Loggers.CreateLogger<StreamSupervisor>();

    private StreamAddress address = address;
    private bool preferDatagrams;
    private TimeSpan healthy;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            StreamFailure? failure;
            healthy = TimeSpan.Zero;
            try
            {
                failure = await RunOnceAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (NvrException refused)
            {
                failure = StreamFailure.Of(refused, isAnalog);
            }
            catch (Exception bug)
            {
                LogUnexpected(report.Name, stream, bug);
                failure = StreamFailure.Of(new NvrException(ErrorKind.Protocol, "The recorder could not understand this camera.", bug), isAnalog);
            }
            if (failure is not null && !stop.IsCancellationRequested)
            {
                await WaitOutAsync(failure, stop);
            }
        }
    }

    /// <summary>One connection, from the first packet to the last; returns why it ended, null when it was asked to stop.</summary>
    private async Task<StreamFailure?> RunOnceAsync(CancellationToken stop)
    {
        report.Set(CameraState.Connecting, "Connecting to the camera.");
        await using IStreamSession session = await services.Opener.OpenAsync(AddressToTry(), stop);
        report.OnConnected(session);
        Pin(session);
        recorder.BeginSession();
        report.Set(CameraState.WaitingForKeyFrame, "Connected; waiting for the first whole picture.");
        PumpedStream pumped = services.Pump.Attach(session, recorder);
        try
        {
            return await WatchAsync(pumped, stop);
        }
        finally
        {
            services.Pump.Detach(pumped);
            await pumped.Completion;
            healthy = recorder.VideoSpan;
            report.OnDisconnected();
            recorder.EndSession();
        }
    }

    private async Task<StreamFailure?> WatchAsync(PumpedStream pumped, CancellationToken stop)
    {
        long aliveUs = services.Clock.MonotonicUs;
        while (!stop.IsCancellationRequested)
        {
            Task tick = Task.Delay(services.Clock.UntilNext(WatchInterval), services.Clock.Time, stop);
            await Task.WhenAny(pumped.Completion, tick);
            if (pumped.Completion.IsCompleted)
            {
                NvrException? over = await pumped.Completion;
                return over is null ? null : StreamFailure.Of(over, isAnalog);
            }
            aliveUs = Math.Max(aliveUs, recorder.LastVideoUs);
            var silence = TimeSpan.FromMicroseconds(services.Clock.MonotonicUs - aliveUs);
            if (silence > StallLimit)
            {
                // Some cameras agree to interleave and then send nothing: with no picture at all, the other way is worth a try.
                preferDatagrams ^= recorder.LastVideoUs == 0;
                return StreamFailure.Stalled(silence, isAnalog);
            }
            if (recorder.IsRecording)
            {
                report.Set(gate.Activity, gate.IsShortOfMemory(services.Clock.MonotonicUs));
            }
        }
        return null;
    }

    private async Task WaitOutAsync(StreamFailure failure, CancellationToken stop)
    {
        report.Set(failure);
        LogLost(report.Name, stream, failure.Sentence, failure.Cause is null ? "" : $"({failure.Cause})");
        recorder.Gaps.Extend(services.Clock.MonotonicUs, failure.Gap, failure.Sentence);
        await Task.Delay(retry.Next(healthy), services.Clock.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        recorder.Gaps.Extend(services.Clock.MonotonicUs, failure.Gap, failure.Sentence);
    }

    private StreamAddress AddressToTry() =>
        preferDatagrams && address.Transport == CameraTransport.Auto ? address with { Transport = CameraTransport.Udp } : address;

    private void Pin(IStreamSession session)
    {
        if (address.PinnedCertificate is null && session.CertificateSha256 is { } seen)
        {
            address = address with { PinnedCertificate = seen };
            services.CertificateSeen(camera, seen);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Camera} ({Stream}): {Sentence} {Cause}")]
    private partial void LogLost(string camera, StreamKind stream, string sentence, string cause);

    [LoggerMessage(LogLevel.Error, "{Camera} ({Stream}): unexpected failure")]
    private partial void LogUnexpected(string camera, StreamKind stream, Exception exception);
}
