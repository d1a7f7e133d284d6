using FFmpeg.AutoGen;
using Nvr.Core.Time;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Capture;

/// <summary>
/// Pictures of one source on their way to H.264: read, decode, deinterlace and scale, encode. Opened with devices and libraries at hand,
/// then run by one thread, without either. Failures are <see cref="Nvr.Core.NvrException"/>.
/// </summary>
public sealed unsafe class CapturePipeline : IDisposable
{
    private readonly BoxClock clock;
    private readonly VideoDevice? device;
    private readonly VideoInput input;
    private readonly PictureShape shape;
    private readonly Encoder encoder;
    private readonly CaptureTimes times = new();
    private FrameFilter? filter;
    private long lastTicks = -1;
    private long keyTicks = long.MinValue;

    private CapturePipeline(BoxClock clock, VideoDevice? device, VideoInput input, PictureShape shape, Encoder encoder)
    {
        this.clock = clock;
        this.device = device;
        this.input = input;
        this.shape = shape;
        this.encoder = encoder;
    }

    public int Width => shape.Width;

    public int Height => shape.Height;

    /// <summary>FFmpeg's name of the encoder that was found.</summary>
    public string EncoderName => encoder.Name;

    /// <summary>Pictures read so far.</summary>
    public long Pictures { get; private set; }

    public long Damaged => input.Damaged;

    /// <summary>Capture time of the first picture: that of ticks 0.</summary>
    public long FirstUs { get; private set; }

    /// <summary>Whether there is something to see, as far as the device knows. Thread-safe until disposed.</summary>
    public bool HasSignal => device?.HasSignal ?? true;

    public static CapturePipeline Open(WorkerOrder order, BoxClock clock)
    {
        VideoDevice? device = order.Device is { } path ? VideoDevice.Open(path) : null;
        if (device is { HasSignal: false })
        {
            throw DeviceWords.NoPicture();
        }
        device?.FollowStandard();
        VideoInput input = device is null ? VideoInput.OpenGenerator(order.TestSource ?? "") : VideoInput.OpenDevice(order.Device!);
        PictureShape shape = PictureShape.Of(input.Width, input.Height, input.Fps, order) with
        {
            IsGenerated = device is null,
            // A generator can be told to interlace, and then there is something to see.
            IsInterlaced = device?.IsInterlaced ?? order.TestSource!.Contains("interlace", StringComparison.Ordinal),
        };
        return new CapturePipeline(clock, device, input, shape, H264Encoders.Open(shape, order));
    }

    /// <summary>Waits for the next picture and encodes it. Packets are Annex B; their times are ticks of 90 kHz since <see cref="FirstUs"/>.</summary>
    public void Step(ICodedSink sink) => input.Read(frame =>
    {
        Pictures++;
        if (IsStale(frame))
        {
            return;
        }
        filter ??= new FrameFilter(isVideo: true, PictureShape.Source(frame, input.TimeBase), shape.Filters());
        filter.Push(frame, ready => Encode(ready, sink));
    });

    public void Dispose()
    {
        filter?.Dispose();
        encoder.Dispose();
        input.Dispose();
        device?.Dispose();
    }

    private bool IsStale(AVFrame* frame) => device is not null && CaptureTimes.IsStale(SourceUs(frame, input.TimeBase), clock.MonotonicUs);

    private long SourceUs(AVFrame* frame, AVRational unit) =>
        frame->pts == ffmpeg.AV_NOPTS_VALUE ? clock.MonotonicUs : (long)((Int128)frame->pts * 1_000_000 * unit.num / unit.den);

    private void Encode(AVFrame* frame, ICodedSink sink)
    {
        long captureUs = times.Place(SourceUs(frame, filter!.TimeBase), clock.MonotonicUs);
        FirstUs = lastTicks < 0 ? captureUs : FirstUs;
        lastTicks = Math.Max(lastTicks + 1, (captureUs - FirstUs) * 9 / 100);
        frame->pts = lastTicks;
        // What the source called its pictures would force the encoder's hand.
        frame->pict_type = IsKeyDue() ? AVPictureType.AV_PICTURE_TYPE_I : AVPictureType.AV_PICTURE_TYPE_NONE;
        encoder.Encode(frame, sink);
    }

    /// <summary>
    /// By time, to the nearest picture: counting pictures, as encoders do, a device or a processor that is slower than it said would space
    /// the key frames further apart.
    /// </summary>
    private bool IsKeyDue()
    {
        long halfAPicture = (long)(H264Encoders.ClockRate / shape.Fps / 2);
        bool isDue = keyTicks == long.MinValue || lastTicks - keyTicks + halfAPicture >= H264Encoders.SecondsBetweenKeyFrames * H264Encoders.ClockRate;
        keyTicks = isDue ? lastTicks : keyTicks;
        return isDue;
    }
}
