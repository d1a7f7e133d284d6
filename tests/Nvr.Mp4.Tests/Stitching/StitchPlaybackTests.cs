using Nvr.Core.Media;
using Nvr.Mp4.Stitching;
using Nvr.Mp4.Tests.Material;

namespace Nvr.Mp4.Tests.Stitching;

/// <summary>Stitched movies as foreign players see them.</summary>
public sealed class StitchPlaybackTests
{
    private const long GapUs = 5_000_000;

    [Fact]
    public async Task Movie_OfThreeSegmentsWithGapAndResolutionChange_DecodesEveryFrame()
    {
        SourceMovie small = await SourceMovie.H264WithAacAsync();
        SourceMovie large = await SourceMovie.LargerH264WithAacAsync();

        await AssertDecodesAllAsync(small, large, small);
    }

    [Fact]
    public async Task Movie_OfH265WithResolutionChange_DecodesEveryFrame()
    {
        SourceMovie small = await SourceMovie.H265WithOpusAsync();
        SourceMovie large = await SourceMovie.LargerH265Async();

        await AssertDecodesAllAsync(small, large, small);
    }

    [Fact]
    public async Task Movie_OfMjpegAndFlac_DecodesEveryFrame()
    {
        SourceMovie source = await SourceMovie.MjpegWithFlacAsync();

        await AssertDecodesAllAsync(source, source);
    }

    [Fact]
    public async Task Movie_WithAnotherAudioCodec_KeepsEachCodecInItsOwnTrack()
    {
        SourceMovie[] sources = [
            await SourceMovie.H264Async(), await SourceMovie.H264WithAacAsync(), await SourceMovie.MjpegWithFlacAsync()];
        Segment[] segments = [.. sources.Select(s => Segment.Write(s))];
        StitchPlan plan = Movie.Plan(segments, GapUs);

        string path = await Movie.SaveAsync(plan, segments);

        await Player.AssertPlaysSilentlyAsync(path);
        Assert.Equal(
            [Codec.H264, Codec.H264, Codec.Mjpeg, Codec.Aac, Codec.Flac], plan.Formats.Select(f => f.Codec));
        Assert.Equal(
            sources[0].Packets[0].Count + sources[1].Packets[0].Count, await Player.CountFramesAsync(path));
        Assert.Equal(sources[2].Packets[0].Count, await Player.CountFramesAsync(path, "v:1"));
        Assert.Equal(sources[1].Packets[1].Count, await Player.CountFramesAsync(path, "a:0"));
        Assert.Equal(sources[2].Packets[1].Count, await Player.CountFramesAsync(path, "a:1"));
    }

    [Fact]
    public async Task Movie_SoughtWhereFragmentsBeforeAreBlank_IsFoundBySidx()
    {
        SourceMovie source = await SourceMovie.H264WithAacAsync();
        Segment[] segments = [Segment.Write(source), Segment.Write(source), Segment.Write(source)];
        StitchPlan plan = Movie.Plan(segments, GapUs);
        string path = await Movie.SaveAsync(plan, segments);
        byte[] file = await File.ReadAllBytesAsync(path);
        int media = file.Length - segments.Sum(s => s.Entries.Sum(e => e.Bytes));
        int second = media + segments[0].Entries[0].Bytes;
        int thirdSegment = file.Length - segments[2].Entries.Sum(e => e.Bytes);
        file.AsSpan(second, thirdSegment - second).Clear();
        await File.WriteAllBytesAsync(path, file);

        double seconds = (plan.Spans[2].Start90k / 90000.0) + 3;
        string[] found = await Player.FrameHashesFromAsync(path, seconds, 10);

        // The first picture is shown two frames after its decoding time: B-frames.
        string[] all = await Player.FrameHashesAsync(source.Path, "v:0");
        int expected = Array.IndexOf(all, found[0]);
        Assert.InRange(expected, 73, 76);
        Assert.Equal(all[expected..(expected + 10)], found);
    }

    [Fact]
    public async Task Movie_PlayedByVlc_HandsOnEveryFrame()
    {
        SourceMovie source = await SourceMovie.H264WithAacAsync();
        SourceMovie larger = await SourceMovie.LargerH264WithAacAsync();
        Segment[] segments = [Segment.Write(source), Segment.Write(larger), Segment.Write(source)];
        string path = await Movie.SaveAsync(Movie.Plan(segments, gapUs: 0), segments);

        Assert.Equal((2 * source.Packets[0].Count) + larger.Packets[0].Count, await Vlc.CountFramesAsync(path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    public async Task Movie_BegunInMidSegment_StartsAtZeroWithSoundInStep(double soundLag)
    {
        SourceMovie source = await SourceMovie.H264WithAacAsync();
        Segment[] segments = [Segment.Write(source, null, soundLag), Segment.Write(source, null, soundLag)];
        StitchPlan plan = Movie.Plan(segments, gapUs: 1_000_000, skip: 3);

        string path = await Movie.SaveAsync(plan, segments);

        await Player.AssertPlaysSilentlyAsync(path);
        Assert.Equal(10 * 90000, plan.Duration90k);
        Assert.Equal((2 * source.Packets[0].Count) - 75, await Player.CountFramesAsync(path));
        double[] video = await Player.DecodingTimesAsync(path, "v:0");
        double[] audio = await Player.DecodingTimesAsync(path, "a:0");
        Assert.Equal(0, video[0]);
        double[] times = [.. source.Packets[1].Select(p => p.Dts / 48000.0)];
        double[] expected = [.. times.Where(t => t >= 2.9995).Select(t => Math.Max(t - 3, 0)), .. times.Select(t => t + 4)];
        Assert.Equal(expected, audio, (a, b) => Math.Abs(a - b) < 0.00002);
    }

    [Fact]
    public async Task Movie_WithSoundOlderThanAPartsFirstPicture_KeepsItOnlyWhereRecordingWentOn()
    {
        SourceMovie source = await SourceMovie.H264WithAacAsync();
        Segment segment = Segment.Write(source, null, soundLag: 0.25);
        var first = new StitchPart(0, segment.Formats, segment.Entries[..3], 0);
        StitchPart goesOn = first with { Fragments = segment.Entries[3..] };

        string whole = await Movie.SaveAsync(StitchPlan.Create([first, goesOn]), segment);
        string gapped = await Movie.SaveAsync(StitchPlan.Create([first, goesOn with { FollowsGap = true }]), segment);

        double[] all = [.. source.Packets[1].Select(p => p.Dts / 48000.0)];
        Assert.Equal(all, await Player.DecodingTimesAsync(whole, "a:0"), (a, b) => Math.Abs(a - b) < 0.00002);
        double[] kept = [.. all.Where(t => t < 2.75 || t >= 2.9995)];
        Assert.Equal(kept, await Player.DecodingTimesAsync(gapped, "a:0"), (a, b) => Math.Abs(a - b) < 0.00002);
        await Player.AssertPlaysSilentlyAsync(gapped);
    }

    private static async Task AssertDecodesAllAsync(params SourceMovie[] sources)
    {
        Segment[] segments = [.. sources.Select(s => Segment.Write(s))];
        StitchPlan plan = Movie.Plan(segments, GapUs);
        string path = await Movie.SaveAsync(plan, segments);
        var expected = new List<string>();
        foreach (SourceMovie source in sources)
        {
            expected.AddRange(await Player.FrameHashesAsync(source.Path, "v:0"));
        }

        await Player.AssertPlaysSilentlyAsync(path);
        Assert.Equal(expected, await Player.UnscaledFrameHashesAsync(path));
        double longestReorder = 0.2;
        Assert.InRange(await Player.DurationAsync(path), plan.Duration90k / 90000.0, (plan.Duration90k / 90000.0) + longestReorder);
    }
}
