using Nvr.Mp4.Stitching;
using Nvr.Mp4.Tests.Material;

namespace Nvr.Mp4.Tests.Stitching;

/// <summary>Movies whose sound is left out.</summary>
public sealed class SoundlessMovieTests
{
    private const long GapUs = 5_000_000;

    [Fact]
    public async Task Movie_WithoutItsSound_KeepsEveryPictureAsItWas()
    {
        SourceMovie small = await SourceMovie.H264WithAacAsync();
        SourceMovie large = await SourceMovie.LargerH264WithAacAsync();
        Segment[] segments = [Segment.Write(small, null, soundLag: 0.25), Segment.Write(large), Segment.Write(small)];
        StitchPlan plan = Movie.Plan(segments, GapUs);

        string whole = await Movie.SaveAsync(plan, segments);
        string mute = await SaveMuteAsync(plan, segments);

        await Player.AssertPlaysSilentlyAsync(mute);
        Assert.Equal(await Player.UnscaledFrameHashesAsync(whole), await Player.UnscaledFrameHashesAsync(mute));
        Assert.Equal(await Player.DecodingTimesAsync(whole, "v:0"), await Player.DecodingTimesAsync(mute, "v:0"));
        Assert.Empty(await Player.DecodingTimesAsync(mute, "a"));
        Assert.Equal(await Player.DurationAsync(whole), await Player.DurationAsync(mute), 0.2);
    }

    [Fact]
    public async Task Movie_WithoutItsSound_HoldsNoByteOfIt()
    {
        SourceMovie source = await SourceMovie.H264WithAacAsync();
        Segment segment = Segment.Write(source);

        byte[] mute = await File.ReadAllBytesAsync(await SaveMuteAsync(StitchPlan.Create([new StitchPart(0, segment.Formats, segment.Entries, 0)]), segment));

        Assert.All(source.Packets[0], p => Assert.True(mute.AsSpan().IndexOf(p.Data) >= 0));
        Assert.All(source.Packets[1].Where(p => p.Data.Length > 16), p => Assert.True(mute.AsSpan().IndexOf(p.Data) < 0));
    }

    [Fact]
    public async Task Fragment_ThatIsDamaged_IsLeftOut()
    {
        SourceMovie source = await SourceMovie.H264WithAacAsync();
        Segment segment = Segment.Write(source);
        StitchPlan plan = StitchPlan.Create([new StitchPart(0, segment.Formats, segment.Entries, 0)]);
        byte[] file = await File.ReadAllBytesAsync(segment.Path);
        file[segment.Entries[2].Offset + 40] ^= 1;
        await File.WriteAllBytesAsync(segment.Path, file);

        string mute = await SaveMuteAsync(plan, segment);

        await Player.AssertPlaysSilentlyAsync(mute);
        Assert.Equal(source.Packets[0].Count - 25, await Player.CountFramesAsync(mute));
    }

    private static async Task<string> SaveMuteAsync(StitchPlan plan, params Segment[] segments)
    {
        string path = Scratch.NewFile();
        using var source = new FileSource(segments);
        await using FileStream file = File.Create(path);
        await plan.WriteWithSoundAsync(source, file, null, CancellationToken.None);
        return path;
    }
}
