using System.Globalization;
using Nvr.Mp4.Stitching;
using Nvr.Mp4.Tests.Material;

namespace Nvr.Mp4.Tests.Stitching;

/// <summary>Stitched movies as foreign players see them.</summary>
public sealed class StitchPlaybackTests
{
    [Fact]
    public async Task Movie_OfThreeSegmentsWithGapAndResolutionChange_DecodesEveryFrame()
    {
        SourceMovie small = await SourceMovie.H264WithAacAsync();
        SourceMovie large = await SourceMovie.LargerH264WithAacAsync();
        Segment[] segments = [Segment.Write(small), Segment.Write(large), Segment.Write(small)];
        StitchPlan plan = Movie.Plan(segments, gapUs: 5_000_000);

        string path = await Movie.SaveAsync(plan, segments);

        await Player.AssertPlaysSilentlyAsync(path);
        string[] expected = [
            .. await Player.FrameHashesAsync(small.Path, "v:0"), .. await Player.FrameHashesAsync(large.Path, "v:0"),
            .. await Player.FrameHashesAsync(small.Path, "v:0")];
        Assert.Equal(expected, await Player.UnscaledFrameHashesAsync(path));
    }
}
