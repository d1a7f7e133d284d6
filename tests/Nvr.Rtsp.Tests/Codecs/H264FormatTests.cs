using static Nvr.Rtsp.Tests.Codecs.H264Sample;

namespace Nvr.Rtsp.Tests.Codecs;

public sealed class H264FormatTests
{
    [Fact]
    public void Sprop_Good_GivesTheFormatBeforeThePictures()
    {
        using var stream = new H264Stream(("sprop-parameter-sets", Sprop(Sps, Pps)));
        var format = stream.Receiver.Format!;
        Assert.Equal((320, 240, 0), (format.Width, format.Height, format.ReorderDepth));
        byte[] start = [1, Sps[1], Sps[2], Sps[3], 0xFF, 0xE1, 0, (byte)Sps.Length, .. Sps, 1, 0, (byte)Pps.Length, .. Pps];
        Assert.Equal(start, format.Config.Span[..start.Length]);
        stream.Picture(Sps, Pps, Idr());
        Assert.Same(format, stream.Units[0].Format);
    }

    [Fact]
    public void Sprop_MissingEmptyOrBroken_WaitsForTheStream()
    {
        foreach (var sprop in (string[])["", ",", "!!!,???", "Z0IA", Sprop(Sps), Sprop(Pps), Sprop([1, 2, 3])])
        {
            using var stream = new H264Stream(("sprop-parameter-sets", sprop));
            Assert.Null(stream.Receiver.Format);
            stream.Picture(Sps, Pps, Idr());
            Assert.Equal(320, Assert.Single(stream.Units).Format.Width);
        }
    }

    [Fact]
    public void Sprop_InAnnexBForm_IsUnderstood()
    {
        using var stream = new H264Stream(("sprop-parameter-sets", Sprop([0, 0, 0, 1, .. Sps, 0, 0, 0, 1, .. Pps])));
        Assert.Equal(320, stream.Receiver.Format?.Width);
    }

    [Fact]
    public void Sprop_ContradictsTheStream_LosesAgainstIt()
    {
        using var stream = new H264Stream(("sprop-parameter-sets", Sprop(BigSps, BigPps)));
        Assert.Equal(640, stream.Receiver.Format?.Width);
        stream.Picture(Sps, Pps, Idr());
        Assert.Equal(320, stream.Units[0].Format.Width);
    }

    [Fact]
    public void Sps_TrailingBytes_AreCutOff()
    {
        using var clean = new H264Stream();
        using var dirty = new H264Stream();
        clean.Picture(Sps, Pps, Idr());
        dirty.Picture([.. Sps, 0, 0, 0], [.. Pps, 0], Idr()).Picture([.. Sps, 0xAB, 0xCD, 0x12], Pps, Idr());
        Assert.Equal(clean.Units[0].Format, dirty.Units[0].Format);
        Assert.Same(dirty.Units[0].Format, dirty.Units[1].Format);
    }

    [Fact]
    public void Format_ResolutionChange_IsANewInstanceAtThatPicture()
    {
        using var stream = new H264Stream();
        stream.Picture(Sps, Pps, Idr()).Picture(P()).Picture(BigSps, BigPps, Idr()).Picture(P());
        Assert.Equal([320, 320, 640, 640], stream.Units.Select(unit => unit.Format.Width));
        Assert.Same(stream.Units[2].Format, stream.Units[3].Format);
    }

    [Fact]
    public void Format_RapidFlapping_GivesTheSameTwoInstances()
    {
        using var stream = new H264Stream();
        for (var i = 0; i < 200; i++)
        {
            stream.Picture(i % 2 == 0 ? [Sps, Pps, Idr()] : [BigSps, BigPps, Idr()]);
        }

        Assert.Equal(200, stream.Units.Count);
        Assert.Equal(2, stream.Units.Select(unit => unit.Format).Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public void Format_OnlyTheFrameRateChanges_IsMerged()
    {
        var sps = Rates().ToList();
        Assert.NotEqual(sps[0], sps[1]);
        using var stream = new H264Stream();
        stream.Picture(sps[0], Pps, Idr()).Picture(sps[1], Pps, Idr()).Picture(sps[0], Pps, Idr());
        Assert.Single(stream.Units.Select(unit => unit.Format).Distinct(ReferenceEqualityComparer.Instance));
    }

    // The same encoder told another rate: the SPS differs in its VUI timing and in nothing else.
    private static IEnumerable<byte[]> Rates()
    {
        foreach (var rate in (int[])[25, 24])
        {
            var file = Foreign.Tool.Encode(
                $"rate{rate}.h264", "-f", "lavfi", "-i", $"testsrc2=size=320x240:rate={rate}:duration=0.2", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-bf", "0", "-preset", "ultrafast");
            yield return Foreign.ElementaryStream.NalsOfFile(file).First(nal => (nal[0] & 0x1F) == 7);
        }
    }
}
