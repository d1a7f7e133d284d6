using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Recording.Live;
using Nvr.Recording.Streams;

namespace Nvr.Recording.Cameras;

/// <summary>
/// One camera while it exists: its record and the streams that run for it. Changes are applied one after the other in the
/// background, so that a stream has let go of the camera before its successor asks for it (cameras allow few sessions). Thread-safe.
/// </summary>
internal sealed class CameraUnit(CameraRecord record, StreamServices services, HealthBoard health)
{
    private readonly Lock gate = new();
    private CameraRecord record = record;
    private CameraStream[] streams = [];
    private Task transition = Task.CompletedTask;

    public CameraRecord Record
    {
        get
        {
            lock (gate)
            {
                return record;
            }
        }
    }

    public CameraView View
    {
        get
        {
            lock (gate)
            {
                CameraSettings open = record.Settings with { Password = null };
                IReadOnlyList<StreamStatus> statuses = streams.Length == 0 ? [NotRunning(open.Enabled)] : [.. streams.Select(s => s.Status)];
                return new CameraView(record.CameraId, open, record.SealedPassword is not null, statuses);
            }
        }
    }

    /// <summary>Makes the streams what the record says; <paramref name="password"/> is the plain one.</summary>
    public void Apply(CameraRecord changed, string? password)
    {
        lock (gate)
        {
            record = changed;
            transition = RestartAfterAsync(transition, changed, password);
        }
    }

    /// <summary>Notes what was learnt without disturbing the streams.</summary>
    public void Note(CameraRecord changed)
    {
        lock (gate)
        {
            record = changed;
        }
    }

    public Task StopAsync()
    {
        lock (gate)
        {
            return transition = StopAfterAsync(transition);
        }
    }

    public LiveSubscription? Subscribe(StreamKind stream)
    {
        lock (gate)
        {
            return streams.FirstOrDefault(s => s.Kind == stream)?.Live.Subscribe();
        }
    }

    private async Task RestartAfterAsync(Task before, CameraRecord changed, string? password)
    {
        await StopAfterAsync(before);
        if (changed.Settings.Enabled)
        {
            CameraSettings settings = changed.Settings with { Password = password };
            CameraStream[] started = [.. Enum.GetValues<StreamKind>().Select(kind => Start(changed, settings, kind)).OfType<CameraStream>()];
            lock (gate)
            {
                streams = started;
            }
        }
    }

    private async Task StopAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        CameraStream[] running;
        lock (gate)
        {
            (running, streams) = (streams, []);
        }
        await Task.WhenAll(running.Select(s => s.DisposeAsync().AsTask()));
    }

    private CameraStream? Start(CameraRecord camera, CameraSettings settings, StreamKind kind)
    {
        StreamAddress? address = StreamAddress.Of(settings, kind, camera.PinnedCertificate);
        return address is null ? null : new CameraStream(camera.CameraId, settings.Name, kind, address, services, health);
    }

    private static StreamStatus NotRunning(bool enabled) => new()
    {
        Stream = StreamKind.Main,
        State = enabled ? CameraState.Connecting : CameraState.Disabled,
        Sentence = enabled ? "Connecting to the camera." : "Recording is switched off for this camera.",
    };
}
