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
    private readonly VideoInput input;
    private readonly PictureShape shape;
    private readonly Encoder encoder;
    private readonly CaptureTimes times = new();
    private FrameFilter? filter;
    private long lastTicks = -1;

    private CapturePipeline(BoxClock clock, VideoInput input, PictureShape shape, Encoder encoder)
    {
        this.clock = clock;
        this.input = input;
        this.shape = shape;
        this.encoder = encoder;
    }

    public int Width => shape.Width;

    public int Height => shape.Height;

    /// <summary>Pictures read so far.</summary>
    public long Pictures { get; private set; }

    public long Damaged => input.Damaged;

    /// <summary>Capture time of the first picture: that of ticks 0.</summary>
    public long FirstUs { get; private set; }

    public static CapturePipeline Open(WorkerOrder order, BoxClock clock)
    {
        bool isGenerated = order.Device is null;
        VideoInput input = isGenerated ? VideoInput.OpenGenerator(order.TestSource ?? "") : VideoInput.OpenDevice(order.Device!);
        PictureShape shape = PictureShape.Of(input.Width, input.Height, input.Fps, order) with
        {
            IsGenerated = isGenerated,
            // A generator can be told to interlace, and then there is something to see.
            IsInterlaced = isGenerated ? order.TestSource!.Contains("interlace", StringComparison.Ordinal) : VideoDevice.IsInterlaced(order.Device!),
        };
        return new CapturePipeline(clock, input, shape, H264Encoders.Open(shape, order));
    }

    /// <summary>Waits for the next picture and encodes it. Packets are Annex B; their times are ticks of 90 kHz since <see cref="FirstUs"/>.</summary>
    public void Step(ICodedSink sink) => input.Read(frame =>
    {
        Pictures++;
        filter ??= new FrameFilter(isVideo: true, PictureShape.Source(frame, input.TimeBase), shape.Filters());
        filter.Push(frame, ready => Encode(ready, sink));
    });

    public void Dispose()
    {
        filter?.Dispose();
        encoder.Dispose();
        input.Dispose();
    }

    private void Encode(AVFrame* frame, ICodedSink sink)
    {
        AVRational unit = filter!.TimeBase;
        long sourceUs = frame->pts == ffmpeg.AV_NOPTS_VALUE ? clock.MonotonicUs : (long)((Int128)frame->pts * 1_000_000 * unit.num / unit.den);
        long captureUs = times.Place(sourceUs, clock.MonotonicUs);
        FirstUs = lastTicks < 0 ? captureUs : FirstUs;
        lastTicks = Math.Max(lastTicks + 1, (captureUs - FirstUs) * 9 / 100);
        frame->pts = lastTicks;
        // What the source called its pictures would force the encoder's hand.
        frame->pict_type = AVPictureType.AV_PICTURE_TYPE_NONE;
        encoder.Encode(frame, sink);
    }
}
