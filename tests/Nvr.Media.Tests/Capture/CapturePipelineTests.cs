using System.Text;
using FFmpeg.AutoGen;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Media.Capture;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Tests.Capture;

public sealed class CapturePipelineTests : IDisposable
{
    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-media-");

    public CapturePipelineTests() => FFmpegLibraries.Require();

    public void Dispose() => scratch.Delete(recursive: true);

    [Fact]
    public void Pictures_BecomeH264_ThatAForeignDecoderTakes()
    {
        CollectedPackets coded = Capture("testsrc2=size=320x240:rate=25", 60);

        Assert.Equal([0, 50], coded.All.Index().Where(p => p.Item.IsKey).Select(p => p.Index));
        Assert.All(coded.All.Zip(coded.All.Skip(1)), pair => Assert.True(pair.First.Dts < pair.Second.Dts));
        string report = Encoding.UTF8.GetString(Tool.Run(
            "ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=width,height,nb_read_frames,has_b_frames", "-of", "csv=p=0", Save(coded)));
        Assert.Equal("320,240,0,60", report.Trim());
    }

    [Fact]
    public void KeyFrames_ComeEveryTwoSeconds_OfASourceThatIsSlowerThanItSays()
    {
        // 25 a second is what it says; of those, every fifth comes.
        CollectedPackets coded = Capture("testsrc2=size=160x120:rate=25,framestep=5,settb=1/25", 25);

        Assert.Equal([0, 10, 20], coded.All.Index().Where(p => p.Item.IsKey).Select(p => p.Index));
    }

    [Fact]
    public void Pictures_AreThose_ThatWereCaptured()
    {
        CollectedPackets coded = Capture("smptebars=size=320x240:rate=25", 10);
        byte[] expected = Tool.Run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "smptebars=size=320x240:rate=25", "-frames:v", "10", "-vf", "format=yuv420p,extractplanes=y", "-f", "rawvideo", "-");

        byte[] decoded = Decode(coded);

        Assert.Equal(expected.Length, decoded.Length);
        double difference = expected.Zip(decoded, (a, b) => (double)Math.Abs(a - b)).Average();
        Assert.InRange(difference, 0, 6);
    }

    [Fact]
    public void Generator_KeepsTheClock()
    {
        long startUs = BoxClock.System().MonotonicUs;

        CollectedPackets coded = Capture("testsrc2=size=160x120:rate=25", 30);

        Assert.True(BoxClock.System().MonotonicUs - startUs > 1_000_000);
        Assert.InRange(coded.All[^1].Dts, 85_000, 90_000 * 20);
    }

    [Fact]
    public void BigAndFastPictures_AreMadeSmallerAndSlower()
    {
        var order = new WorkerOrder { Task = WorkerTask.Capture, TestSource = "testsrc2=size=1920x1080:rate=50", MaxFps = 25 };
        using CapturePipeline pipeline = CapturePipeline.Open(order, BoxClock.System());
        var coded = new CollectedPackets();
        while (coded.All.Count < 10)
        {
            pipeline.Step(coded);
        }

        Assert.Equal((960, 540), (pipeline.Width, pipeline.Height));
        Assert.InRange(pipeline.Pictures, 18, 24);
    }

    [Fact]
    public void InterlacedPictures_LoseTheirCombs()
    {
        // Fields of two moments, 25 pictures a second out of 50: what moves is combed.
        const string Combed = "testsrc2=size=320x288:rate=50,tinterlace=interleave_top";
        byte[] raw = Tool.Run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", Combed, "-frames:v", "8", "-vf", "format=yuv420p,extractplanes=y", "-f", "rawvideo", "-");

        byte[] decoded = Decode(Capture(Combed, 8));

        Assert.Equal(raw.Length, decoded.Length);
        Assert.True(Combs(decoded) < Combs(raw) * 0.7, $"{Combs(decoded)} of {Combs(raw)}");
    }

    [Fact]
    public void Rate_StaysBounded_WhateverIsShown()
    {
        var order = new WorkerOrder { Task = WorkerTask.Capture, TestSource = "mandelbrot=size=640x480:rate=25", MaxKbit = 400 };
        using CapturePipeline pipeline = CapturePipeline.Open(order, BoxClock.System());
        var coded = new CollectedPackets();
        while (coded.All.Count < 100)
        {
            pipeline.Step(coded);
        }

        // Four seconds, and one second's worth of buffer.
        Assert.InRange(coded.All.Sum(p => p.Data.Length) * 8 / 1000, 1, 400 * 6);
    }

    [Theory]
    [InlineData("nosuchsource=size=1x1")]
    [InlineData("")]
    public void SourceThatIsNone_IsAFailureInWords(string source)
    {
        NvrException failure = Assert.Throws<NvrException>(() => Capture(source, 1));

        Assert.Equal(ErrorKind.NotFound, failure.Kind);
    }

    [Fact]
    public void DeviceThatIsNotThere_IsAFailureInWords()
    {
        var order = new WorkerOrder { Task = WorkerTask.Capture, Device = "/dev/video999" };

        Assert.Equal(ErrorKind.NotFound, Assert.Throws<NvrException>(() => CapturePipeline.Open(order, BoxClock.System())).Kind);
    }

    private static CollectedPackets Capture(string source, int count)
    {
        using CapturePipeline pipeline = CapturePipeline.Open(new WorkerOrder { Task = WorkerTask.Capture, TestSource = source }, BoxClock.System());
        var coded = new CollectedPackets();
        while (coded.All.Count < count)
        {
            pipeline.Step(coded);
        }
        return coded;
    }

    private string Save(CollectedPackets coded)
    {
        string path = Path.Combine(scratch.FullName, "coded.h264");
        File.WriteAllBytes(path, [.. coded.All.SelectMany(p => p.Data)]);
        return path;
    }

    /// <summary>Luma by the bindings' own decoder, without the borders that rows are padded with.</summary>
    private static unsafe byte[] Decode(CollectedPackets coded)
    {
        using var decoded = new MemoryStream();
        using Decoder decoder = Decoder.Open(AVCodecID.AV_CODEC_ID_H264, _ => { });
        AVPacket* packet = ffmpeg.av_packet_alloc();
        foreach ((_, _, byte[] data) in coded.All)
        {
            Assert.Equal(0, ffmpeg.av_new_packet(packet, data.Length));
            data.CopyTo(new Span<byte>(packet->data, data.Length));
            decoder.Decode(packet, frame => Write(frame, decoded));
            ffmpeg.av_packet_unref(packet);
        }
        decoder.Decode(null, frame => Write(frame, decoded));
        ffmpeg.av_packet_free(&packet);
        Assert.Equal(0, decoder.Damaged);
        return decoded.ToArray();
    }

    private static unsafe void Write(AVFrame* frame, MemoryStream output)
    {
        for (int row = 0; row < frame->height; row++)
        {
            output.Write(new ReadOnlySpan<byte>(frame->data[0] + (row * frame->linesize[0]), frame->width));
        }
    }

    /// <summary>How much neighbouring rows differ beyond what rows two apart do.</summary>
    private static double Combs(byte[] luma)
    {
        const int Width = 320;
        double sum = 0;
        for (int i = Width; i < luma.Length - Width; i++)
        {
            sum += Math.Max(0, Math.Abs(luma[i] - luma[i - Width]) + Math.Abs(luma[i] - luma[i + Width]) - (2 * Math.Abs(luma[i - Width] - luma[i + Width])));
        }
        return sum / luma.Length;
    }
}
