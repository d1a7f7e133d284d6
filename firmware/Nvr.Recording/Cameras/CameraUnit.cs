using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Recording.Live;
using Nvr.Recording.Streams;

namespace Nvr.Recording.Cameras;

/// <summary>
/// One camera while it exists: its record and the streams that run for it. Changes are applied one after the other in the
/// background, so that a stream has let go of the camera before its successor asks for it (cameras allow few sessions). A stream that a
/// change does not touch records on. Thread-safe.
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

    /// <summary>What the main stream does: all that the front panel asks, every second.</summary>
    public CameraState MainState
    {
        get
        {
            lock (gate)
            {
                if (!record.Settings.Enabled)
                {
                    return CameraState.Disabled;
                }
                foreach (CameraStream stream in streams)
                {
                    if (stream.Kind == StreamKind.Main)
                    {
                        return stream.State;
                    }
                }
                return CameraState.Connecting;
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
            transition = ChangeAfterAsync(transition, changed, password);
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
            return transition = KeepAfterAsync(transition, (_, _) => false, "");
        }
    }

    public LiveSubscription? Subscribe(StreamKind stream)
    {
        lock (gate)
        {
            return streams.FirstOrDefault(s => s.Kind == stream)?.Live.Subscribe();
        }
    }

    public LiveSubscription? SubscribeSound()
    {
        lock (gate)
        {
            return streams.FirstOrDefault(s => s.Kind == StreamKind.Main)?.Live.Sound.Subscribe();
        }
    }

    private async Task ChangeAfterAsync(Task before, CameraRecord changed, string? password)
    {
        CameraSettings settings = changed.Settings with { Password = password };
        StreamAddress? Wanted(StreamKind kind) => settings.Enabled ? StreamAddress.Of(settings, kind, changed.PinnedCertificate) : null;

        CameraStream[] kept = await KeepAfterAsync(before, (kind, running) => Wanted(kind)?.IsServedBy(running) == true, settings.Name);
        List<CameraStream> all = [];
        foreach (StreamKind kind in Enum.GetValues<StreamKind>())
        {
            if (kept.FirstOrDefault(s => s.Kind == kind) is { } running)
            {
                all.Add(running);
            }
            else if (Wanted(kind) is { } address)
            {
                all.Add(new CameraStream(changed.CameraId, settings.Name, kind, address, services, health));
            }
        }
        lock (gate)
        {
            streams = [.. all];
        }
    }

    /// <summary>Ends the streams that are not to be kept; the others take the name.</summary>
    private async Task<CameraStream[]> KeepAfterAsync(Task before, Func<StreamKind, StreamAddress, bool> isKept, string name)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        CameraStream[] ending;
        CameraStream[] kept;
        lock (gate)
        {
            kept = [.. streams.Where(s => isKept(s.Kind, s.Address))];
            ending = [.. streams.Except(kept)];
            streams = kept;
        }
        foreach (CameraStream stream in kept)
        {
            stream.Rename(name);
        }
        await Task.WhenAll(ending.Select(s => s.DisposeAsync().AsTask()));
        return kept;
    }

    private static StreamStatus NotRunning(bool enabled) => new()
    {
        Stream = StreamKind.Main,
        State = enabled ? CameraState.Connecting : CameraState.Disabled,
        Sentence = enabled ? "Connecting to the camera." : "Recording is switched off for this camera.",
    };
}
