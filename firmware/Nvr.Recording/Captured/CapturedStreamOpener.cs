using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Streams;
using Nvr.Sandbox.Confinement;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Captured;

/// <summary>
/// Opens analog: addresses: starts a sandboxed process for each and waits until it has closed itself in. Thread-safe. Failures are
/// <see cref="NvrException"/>; the process of a failed attempt is gone when the failure is told.
/// </summary>
public sealed partial class CapturedStreamOpener(BoxClock clock, WorkerProgram program, bool allowTestSources, ILogger<CapturedStreamOpener> logger)
    : IStreamOpener
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    public async Task<IStreamSession> OpenAsync(StreamAddress address, CancellationToken cancellation)
    {
        AnalogSource source = AnalogSource.Parse(address.Url, "address");
        Require(source);
        var session = new CapturedSession(WorkerProcess.Start(program), clock);
        try
        {
            var order = new WorkerOrder { Task = WorkerTask.Capture, Device = source.Device, TestSource = source.TestSource };
            session.Send(order);
            ReadyMessage ready = await WaitAsync(session, cancellation);
            LogReady(address.Url, session.Pid, ready.Encoder, ready.Walls);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private void Require(AnalogSource source)
    {
        if (source.TestSource is not null && !allowTestSources)
        {
            throw new NvrException(ErrorKind.InvalidInput, "Test pictures are for the simulated board. Name a video device, such as analog:/dev/video0.");
        }
        if (source.Device is { } device && !File.Exists(device))
        {
            throw new NvrException(ErrorKind.NotFound, $"There is no video device {device} in this box.") { NextStep = CaptureSteps.Plug };
        }
    }

    private async Task<ReadyMessage> WaitAsync(CapturedSession session, CancellationToken cancellation)
    {
        long limitUs = clock.MonotonicUs + (long)StartLimit.TotalMicroseconds;
        while (clock.MonotonicUs < limitUs)
        {
            if (session.TakeReady() is { } ready)
            {
                return ready;
            }
            await Task.Delay(LookInterval, clock.Time, cancellation);
        }
        throw new NvrException(ErrorKind.Unreachable, "The capture process did not get ready.");
    }

    [LoggerMessage(LogLevel.Information, "{Address} is captured by process {Pid} and encoded by {Encoder}, kept in by: {Walls}")]
    private partial void LogReady(Uri address, int pid, string encoder, Walls walls);
}
