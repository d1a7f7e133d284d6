using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Live;
using Nvr.Recording.Segments;
using Nvr.Recording.Watching;
using Nvr.Storage;

namespace Nvr.Recording.Streams;

/// <summary>
/// What happens to each access unit of one stream: it is counted, shown to viewers and to the analysis, and put into a segment. Lives as long as the
/// stream; sessions come and go. Called by the pump thread while a session is attached, by the supervisor between sessions.
/// </summary>
internal sealed class StreamRecorder : IPumpTarget
{
    /// <summary>A silence that no frame rate explains: what is missing is a gap.</summary>
    private const long SilenceUs = 10_000_000;

    /// <summary>So is a pause of this length that is much longer than the step before it; pictures go on after it.</summary>
    private const long PauseUs = 3_000_000;
    private const int PauseSteps = 4;

    private readonly CameraId camera;
    private readonly StreamKind stream;
    private readonly IFootageWriter writer;
    private readonly CameraTap? tap;
    private readonly SegmentAssembler assembler;
    private readonly AudioIntake audio;
    private long firstVideoUs;
    private long lastVideoUs;
    private long lastVideoDts;
    private long frameDuration;

    public StreamRecorder(CameraId camera, StreamKind stream, IFootageWriter writer, BoxClock clock, CameraTap? tap = null)
    {
        this.camera = camera;
        this.stream = stream;
        this.writer = writer;
        this.tap = tap;
        Gaps = new GapKeeper(camera, stream, writer, clock.MonotonicUs);
        Live = new LiveStream(clock);
        assembler = new SegmentAssembler(camera, stream, writer, new SegmentCadence(camera, stream)) { IsLive = true, Resumed = Gaps.Resume };
        audio = new AudioIntake(assembler, Live.Sound);
    }

    public LiveStream Live { get; }

    public StreamMeter Meter { get; } = new();

    /// <summary>Read by any thread.</summary>
    public KeyPictureMeter KeyPictures { get; } = new();

    public bool IsWatched => Live.IsWatched;

    /// <summary>Capture time of the last picture, 0 before the first of this session. Read by any thread.</summary>
    public long LastVideoUs => Volatile.Read(ref lastVideoUs);

    /// <summary>From the first picture of this session to the last.</summary>
    public TimeSpan VideoSpan => TimeSpan.FromMicroseconds(LastVideoUs - firstVideoUs);

    /// <summary>True while pictures are going into a segment. Read by any thread.</summary>
    public bool IsRecording { get; private set; }

    /// <summary>What is missing, and why. The supervisor's between sessions.</summary>
    public GapKeeper Gaps { get; }

    /// <summary>Packets lost in this session.</summary>
    public long LostPackets { get; private set; }

    public TrackFormat? VideoFormat { get; private set; }

    public TrackFormat? AudioFormat => audio.Format;

    public void BeginSession()
    {
        firstVideoUs = 0;
        Volatile.Write(ref lastVideoUs, 0);
        frameDuration = 0;
    }

    /// <summary>Closes what is open. Not while the pump has the session.</summary>
    public void EndSession()
    {
        assembler.EndSession();
        Gaps.Recorded(assembler.RecordedUntilUs ?? 0);
        LostPackets = 0;
        audio.EndSession();
        Live.EndSession();
        Meter.Reset();
        KeyPictures.Reset();
        IsRecording = false;
    }

    public void OnAccessUnit(in AccessUnit unit)
    {
        Meter.Add(unit.CaptureUs, unit.Data.Length, unit.Format.IsVideo);
        if (!unit.Format.IsVideo)
        {
            audio.Add(unit);
            return;
        }
        LostPackets += unit.LostPackets;
        NoticeMissing(unit);
        KeyPictures.Add(unit.CaptureUs, unit.IsRandomAccess);
        Live.OnVideo(unit);
        tap?.Offer(stream, unit);
        assembler.AddVideo(unit);
        VideoFormat = unit.Format;
        IsRecording = assembler.IsOpen;
        firstVideoUs = firstVideoUs == 0 ? unit.CaptureUs : firstVideoUs;
        Volatile.Write(ref lastVideoUs, unit.CaptureUs);
        lastVideoDts = unit.Dts;
    }

    public void AfterDrain(long nowMonotonicUs) => assembler.FlushIdle(nowMonotonicUs);

    /// <summary>Lost packets that cost pictures, pauses and silences are gaps; after a silence the segment ends.</summary>
    private void NoticeMissing(in AccessUnit unit)
    {
        long previousUs = lastVideoUs;
        if (previousUs == 0 || !assembler.IsOpen)
        {
            return;
        }
        long step = unit.Dts - lastVideoDts;
        bool pictureMissing = unit.LostPackets > 0 && frameDuration > 0 && step > frameDuration * 3 / 2;
        bool silence = unit.CaptureUs - previousUs > SilenceUs;
        bool pause = unit.CaptureUs - previousUs > PauseUs && frameDuration > 0 && step > frameDuration * PauseSteps;
        if (pictureMissing || silence || pause)
        {
            GapReason reason = pictureMissing ? GapReason.NetworkLoss : GapReason.CameraStalled;
            string detail = pictureMissing ? $"{unit.LostPackets} packets were lost on the way from the camera." : "The camera paused.";
            writer.AddGap(camera, stream, previousUs + (frameDuration * 100 / 9), unit.CaptureUs, reason, detail);
        }
        if (!pictureMissing)
        {
            frameDuration = step;
        }
        if (silence)
        {
            assembler.Break();
            Gaps.Recorded(unit.CaptureUs);
        }
    }
}
