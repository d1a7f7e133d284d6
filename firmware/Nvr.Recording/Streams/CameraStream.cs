using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Recording.Cameras;
using Nvr.Recording.Live;
using Nvr.Recording.Policy;

namespace Nvr.Recording.Streams;

/// <summary>
/// One stream of one camera while it is wanted: its recorder, its report, its supervisor. Begun when made, over when disposed.
/// </summary>
internal sealed class CameraStream : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly StreamReport report;
    private readonly StreamRecorder recorder;
    private readonly StreamGate gate;
    private readonly Task running;

    public CameraStream(CameraId camera, string name, StreamKind stream, StreamAddress address, StreamServices services, HealthBoard health)
    {
        Kind = stream;
        Address = address;
        gate = services.Gates.Open(camera, stream);
        recorder = new StreamRecorder(camera, stream, gate, services.Clock, services.Taps.Of(camera));
        report = new StreamReport(name, stream, services.Clock, health, recorder);
        var supervisor = new StreamSupervisor(camera, stream, address, services, recorder, gate, report);
        running = Task.Run(() => supervisor.RunAsync(stop.Token));
    }

    public StreamKind Kind { get; }

    /// <summary>How the camera was to be reached when the stream began.</summary>
    public StreamAddress Address { get; }

    public LiveStream Live => recorder.Live;

    public CameraState State => report.State;

    public StreamStatus Status => report.Read();

    /// <summary>The camera has another name; its recording goes on.</summary>
    public void Rename(string name) => report.Rename(name);

    /// <summary>Ends the recording; when this is over, the last fragment has been handed to the writer.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        gate.Dispose();
        recorder.Live.Dispose();
        report.Forget();
        stop.Dispose();
    }
}
