using Nvr.Core;
using Nvr.Recording.Segments;

namespace Nvr.Recording.Tests.Segments;

public sealed class SegmentCadenceTests
{
    [Fact]
    public void FirstLength_DependsOnTheIdentityAlone_NotOnTheProcess()
    {
        var camera = new CameraId(Guid.Parse("00000200-0000-0000-0000-000000000000"));

        Assert.Equal(TimeSpan.FromSeconds(45), new SegmentCadence(camera, StreamKind.Main).First);
        Assert.Equal(TimeSpan.FromSeconds(30), new SegmentCadence(camera, StreamKind.Sub).First);
    }

    [Fact]
    public void FirstLengths_OfManyCameras_AreSpreadOverHalfAMinute()
    {
        double[] seconds = [.. Enumerable.Range(0, 200).Select(_ => new SegmentCadence(CameraId.New(), StreamKind.Main).First.TotalSeconds)];

        Assert.All(seconds, s => Assert.InRange(s, 30, 60));
        Assert.Equal(6, seconds.Select(s => (int)((s - 30) / 5)).Distinct().Count());
    }
}
