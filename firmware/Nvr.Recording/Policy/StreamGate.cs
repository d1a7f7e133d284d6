using Nvr.Core;
using Nvr.Mp4;
using Nvr.Storage;

namespace Nvr.Recording.Policy;

/// <summary>
/// Stands between one stream's recorder and the disks and lets through what the camera's policy asks for: everything, or what lies around events, with the seconds
/// before kept in memory until then, or nothing. Decided fragment by fragment, by the fragment's own time. The recorder's thread brings fragments; any
/// thread may tell of an event. Never fails. Disposing lets go of what is in memory.
/// </summary>
internal sealed class StreamGate : IFootageWriter, IDisposable
{
    /// <summary>How long a shortage of memory is told of after it was felt.</summary>
    private const long ShortageUs = 60_000_000;

    /// <summary>What is in memory is from just now, or the camera has been away since.</summary>
    private const long StaleUs = 10_000_000;

    /// <summary>
    /// Something is believed to have happened a while after it began, at night and in new scenes most of all: so much more is kept before events, while memory is ample.
    /// </summary>
    private const long LateUs = 10_000_000;

    private readonly Lock gate = new();
    private readonly CameraGate camera;
    private readonly IFootageWriter writer;
    private readonly RestingTime resting;
    private readonly PreRecording kept;
    private GatedSink? recording;
    private long newestEndUs;
    private long shortAtUs = long.MinValue / 2;
    private int activity;

    public StreamGate(CameraId id, StreamKind stream, CameraGate camera, IFootageWriter writer)
    {
        this.camera = camera;
        this.writer = writer;
        resting = new RestingTime(id, stream, writer);
        kept = new PreRecording(camera.Budget, resting);
        Note(camera.ModeNow switch
        {
            RecordingMode.Continuous => RecordingActivity.Recording,
            RecordingMode.Events => RecordingActivity.AwaitsEvent,
            _ => RecordingActivity.SwitchedOff,
        });
    }

    /// <summary>What became of the last fragment. Any thread.</summary>
    public RecordingActivity Activity => (RecordingActivity)Volatile.Read(ref activity);

    /// <summary>Whether memory did not suffice for the seconds before events. Any thread.</summary>
    public bool IsShortOfMemory(long nowUs) => nowUs - Interlocked.Read(ref shortAtUs) < ShortageUs;

    public ISegmentSink Begin(NewSegment segment) => new GatedSink(this, segment, writer);

    public void AddGap(CameraId id, StreamKind stream, long startMonotonicUs, long endMonotonicUs, GapReason reason, string detail) =>
        writer.AddGap(id, stream, startMonotonicUs, endMonotonicUs, reason, detail);

    /// <summary>Something happens since that moment: what is in memory of it, and of the seconds before, is recorded at once.</summary>
    public void OnEvent(long sinceUs)
    {
        lock (gate)
        {
            if (Activity != RecordingActivity.AwaitsEvent)
            {
                return;
            }
            kept.DropBefore(sinceUs - camera.Policy.PreRecordUs);
            if (newestEndUs < sinceUs - camera.Policy.PreRecordUs - StaleUs)
            {
                kept.DropAll();
            }
            HandOver_NeedsLock();
        }
    }

    /// <summary>The fragment's ownership comes with it.</summary>
    internal void Take(GatedSink segment, Fragment fragment)
    {
        lock (gate)
        {
            PolicyInForce policy = camera.Policy;
            if (policy.Schedule.IsAlwaysContinuous && kept.Count == 0)
            {
                Record_NeedsLock(segment, fragment);
                return;
            }
            KeptFragment arrived = new(segment, fragment);
            newestEndUs = arrived.EndUs;
            switch (Decide_NeedsLock(arrived))
            {
                case RecordingActivity.Recording:
                    kept.DropBefore(arrived.StartUs - policy.PreRecordUs);
                    HandOver_NeedsLock();
                    Record_NeedsLock(segment, fragment);
                    break;
                case RecordingActivity.AwaitsEvent:
                    Keep_NeedsLock(arrived, policy);
                    break;
                default:
                    LetGo_NeedsLock(arrived);
                    break;
            }
        }
    }

    internal void End(GatedSink segment, long endUs)
    {
        lock (gate)
        {
            segment.EndUs = endUs;
            if (recording == segment)
            {
                segment.EndFile(endUs);
                recording = null;
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            kept.DropAll();
            resting.Tell();
        }
    }

    /// <summary>A group of pictures that was begun on disk is recorded to its end: half of it would leave the other half without use.</summary>
    private RecordingActivity Decide_NeedsLock(in KeptFragment arrived) => camera.ModeAt(arrived.StartUs) switch
    {
        RecordingMode.Continuous => RecordingActivity.Recording,
        RecordingMode.Off => RecordingActivity.SwitchedOff,
        _ when arrived.StartUs < camera.WantedUntilUs => RecordingActivity.Recording,
        _ when Activity == RecordingActivity.Recording && !arrived.IsKey => RecordingActivity.Recording,
        _ => RecordingActivity.AwaitsEvent,
    };

    private void Record_NeedsLock(GatedSink segment, Fragment fragment)
    {
        if (Activity != RecordingActivity.Recording)
        {
            resting.TellUntil(segment.StartUs(fragment.Entry));
        }
        Note(RecordingActivity.Recording);
        recording = segment;
        segment.Write(fragment);
    }

    private void Keep_NeedsLock(in KeptFragment arrived, PolicyInForce policy)
    {
        StopRecording_NeedsLock(arrived.StartUs);
        Note(RecordingActivity.AwaitsEvent);
        if (!kept.Add(arrived))
        {
            Interlocked.Exchange(ref shortAtUs, arrived.EndUs);
        }
        kept.DropBefore(newestEndUs - policy.PreRecordUs - (camera.Budget.IsAmple ? LateUs : 0));
    }

    private void LetGo_NeedsLock(in KeptFragment arrived)
    {
        StopRecording_NeedsLock(arrived.StartUs);
        Note(RecordingActivity.SwitchedOff);
        kept.DropAll();
        resting.LetGo(arrived);
    }

    private void HandOver_NeedsLock()
    {
        while (kept.TryTake(out KeptFragment oldest))
        {
            Record_NeedsLock(oldest.Segment, oldest.Fragment);
            if (oldest.Segment.EndUs is { } endUs && !kept.GoesOnWith(oldest.Segment))
            {
                oldest.Segment.EndFile(endUs);
                recording = null;
            }
        }
    }

    private void StopRecording_NeedsLock(long atUs)
    {
        recording?.EndFile(atUs);
        recording = null;
    }

    private void Note(RecordingActivity now) => Volatile.Write(ref activity, (int)now);
}
