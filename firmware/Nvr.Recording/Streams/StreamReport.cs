using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Policy;

namespace Nvr.Recording.Streams;

/// <summary>What one stream says of itself: written by its supervisor, read by anyone, and passed on to the box's health.</summary>
internal sealed class StreamReport(string name, StreamKind stream, BoxClock clock, HealthBoard health, StreamRecorder recorder)
{
    private const string ShortOfMemoryStep = "Ask for fewer seconds before events, or lower the camera's bit rate.";

    private readonly Lock gate = new();
    private CameraState state = CameraState.Connecting;
    private string sentence = "Connecting to the camera.";
    private string? nextStep;
    private string? cause;
    private HealthItem? told;
    private UtcTime since = clock.WallNow;
    private long connections;
    private long lostBefore;
    private long receivedBefore;
    private IStreamSession? session;

    /// <summary>The camera's name now.</summary>
    public string Name { get; private set; } = name;

    private string Part => $"camera/{Name}/{(stream == StreamKind.Main ? "main" : "sub")}";

    public void Set(CameraState now, string inWords) => Set(now, inWords, null, null);

    public void Set(StreamFailure failure) => Set(failure.State, failure.Sentence, failure.NextStep, failure.Cause);

    /// <summary>Pictures arrive and are treated as the camera's policy says.</summary>
    public void Set(RecordingActivity activity, bool isShortOfMemory)
    {
        switch (activity)
        {
            case RecordingActivity.Recording:
                Set(CameraState.Recording, "Recording.");
                break;
            case RecordingActivity.AwaitsEvent when isShortOfMemory:
                Set(CameraState.Resting, "Waiting for an event, with fewer seconds before it than asked for: memory does not suffice.", ShortOfMemoryStep, null);
                break;
            case RecordingActivity.AwaitsEvent:
                Set(CameraState.Resting, "Waiting for an event; nothing is recorded until then.");
                break;
            default:
                Set(CameraState.Resting, "Nothing is to be recorded at this hour.");
                break;
        }
    }

    public void OnConnected(IStreamSession connected)
    {
        lock (gate)
        {
            connections++;
            session = connected;
        }
    }

    public void OnDisconnected()
    {
        lock (gate)
        {
            lostBefore += recorder.LostPackets;
            receivedBefore += session?.Reception.Packets ?? 0;
            session = null;
        }
    }

    public void Forget() => health.Forget(Part);

    public void Rename(string newName)
    {
        lock (gate)
        {
            health.Forget(Part);
            Name = newName;
            Tell_NeedsLock();
        }
    }

    public CameraState State
    {
        get
        {
            lock (gate)
            {
                return state;
            }
        }
    }

    public StreamStatus Read()
    {
        (double bits, double frames) = recorder.Meter.Read(clock.MonotonicUs);
        long lastUs = recorder.LastVideoUs;
        TrackFormat?[] formats = [recorder.VideoFormat, recorder.AudioFormat];
        lock (gate)
        {
            StreamReception reception = session?.Reception ?? default;
            return new StreamStatus
            {
                Stream = stream,
                State = state,
                Sentence = sentence,
                NextStep = nextStep,
                Cause = cause,
                Since = since,
                LastFrame = lastUs == 0 ? null : new UtcTime(lastUs + clock.WallOffsetUs),
                Tracks = [.. formats.OfType<TrackFormat>()],
                BitsPerSecond = bits,
                FramesPerSecond = frames,
                LostPackets = lostBefore + recorder.LostPackets,
                ReceivedPackets = receivedBefore + reception.Packets,
                JitterUs = reception.JitterUs,
                KeyPictureDistance = recorder.KeyPictures.Longest,
                Connections = connections,
            };
        }
    }

    private void Set(CameraState now, string inWords, string? next, string? why)
    {
        lock (gate)
        {
            // Said once a second by a stream that records. The same item costs nothing, and comes back if a camera of that name that was just deleted took it along.
            if (told is not null && (state, sentence, nextStep, cause) == (now, inWords, next, why))
            {
                health.Report(told);
                return;
            }
            if (state != now)
            {
                since = clock.WallNow;
            }
            (state, sentence, nextStep, cause) = (now, inWords, next, why);
            Tell_NeedsLock();
        }
    }

    private void Tell_NeedsLock()
    {
        told = new HealthItem(Part, LevelOf_NeedsLock(), $"{Name}: {sentence}", nextStep, cause);
        health.Report(told);
    }

    private HealthLevel LevelOf_NeedsLock() => state switch
    {
        CameraState.Recording => HealthLevel.Ok,
        CameraState.Resting => nextStep is null ? HealthLevel.Ok : HealthLevel.Attention,
        CameraState.Disabled or CameraState.Connecting or CameraState.WaitingForKeyFrame => HealthLevel.Unknown,
        _ => HealthLevel.Failure,
    };
}
