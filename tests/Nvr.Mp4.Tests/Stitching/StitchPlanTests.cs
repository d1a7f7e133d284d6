using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4.Stitching;
using Nvr.Mp4.Tests.Material;

namespace Nvr.Mp4.Tests.Stitching;

public sealed class StitchPlanTests
{
    [Fact]
    public async Task WriteAsync_OfAnyRange_GivesTheSameBytesAsTheWhole()
    {
        Segment[] segments = [
            Segment.Write(await SourceMovie.H264WithAacAsync()), Segment.Write(await SourceMovie.LargerH264WithAacAsync())];
        StitchPlan plan = Movie.Plan(segments, gapUs: 1_000_000);
        using var source = new FileSource(segments);
        byte[] whole = await Movie.ReadAsync(plan, source, 0, plan.Length);
        Assert.Equal(plan.Length, whole.Length);

        var random = new Random(11);
        for (int i = 0; i < 300; i++)
        {
            int offset = random.Next(whole.Length + 1);
            int count = random.Next(Math.Min(whole.Length - offset, i % 2 == 0 ? 3000 : int.MaxValue) + 1);
            byte[] part = await Movie.ReadAsync(plan, source, offset, count);
            Assert.True(whole.AsSpan(offset, count).SequenceEqual(part), $"range {offset}+{count}");
        }
    }

    [Fact]
    public async Task WriteAsync_OutsideTheMovie_Throws()
    {
        Segment segment = Segment.Write(await SourceMovie.H264Async());
        StitchPlan plan = Movie.Plan([segment], 0);
        using var source = new FileSource(segment);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Movie.ReadAsync(plan, source, 1, plan.Length));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Movie.ReadAsync(plan, source, -1, 1));
    }

    [Fact]
    public async Task WriteAsync_DamagedMoof_PlaysTheRestAroundAFreeBox()
    {
        SourceMovie material = await SourceMovie.H264WithAacAsync();
        Segment segment = Segment.Write(material);
        FragmentEntry broken = segment.Entries[2];
        using (SafeFileHandle file = segment.Open(FileAccess.ReadWrite))
        {
            RandomAccess.Write(file, new byte[] { 0xFF }, broken.Offset + 60);
        }
        string path = await Movie.SaveAsync(Movie.Plan([segment], 0), segment);

        await Player.AssertPlaysSilentlyAsync(path);
        Assert.Equal(material.Packets[0].Count - 25, await Player.CountFramesAsync(path));
    }

    [Fact]
    public async Task WriteAsync_FileCutShort_ThrowsStorage()
    {
        Segment segment = Segment.Write(await SourceMovie.H264Async());
        StitchPlan plan = Movie.Plan([segment], 0);
        using (SafeFileHandle file = segment.Open(FileAccess.ReadWrite))
        {
            RandomAccess.SetLength(file, segment.Entries[^1].Offset + segment.Entries[^1].MoofBytes + 20);
        }
        using var source = new FileSource(segment);

        NvrException thrown = await Assert.ThrowsAsync<NvrException>(() => Movie.ReadAsync(plan, source, 0, plan.Length));
        Assert.Equal(ErrorKind.Storage, thrown.Kind);
    }

    [Fact]
    public async Task Create_PartsThatOverlap_MovesTheLaterOneToTheEnd()
    {
        Segment segment = Segment.Write(await SourceMovie.H264Async());
        var first = new StitchPart(0, segment.Formats, segment.Entries, 500);
        StitchPart second = first with { MediaZeroUs = 5_999_000 };

        StitchPlan plan = StitchPlan.Create([first, second]);

        Assert.Equal([new StitchSpan(0, 0, 540000), new StitchSpan(0, 540000, 540000)], plan.Spans);
        Assert.Equal(1080000, plan.Duration90k);
    }

    [Fact]
    public async Task Create_FirstFragmentWithoutKeyFrame_IsRefused()
    {
        Segment segment = Segment.Write(await SourceMovie.H264Async());

        Assert.Throws<ArgumentException>(() => Movie.Plan([segment], 0, skip: 1));
        Assert.Throws<ArgumentException>(() => StitchPlan.Create([]));
    }

    [Fact]
    public async Task Create_EntriesOfADamagedIndex_AreRefused()
    {
        Segment segment = Segment.Write(await SourceMovie.H264Async());
        FragmentEntry good = segment.Entries[2];
        FragmentEntry[] wrong = [
            good with { Offset = -1 }, good with { MoofBytes = -8 }, good with { Bytes = 100 }, good with { Duration90k = -1 },
            good with { Start90k = 1 }, good with { Start90k = long.MaxValue }, good with { MoofBytes = int.MaxValue, Bytes = int.MaxValue }];
        foreach (FragmentEntry entry in wrong)
        {
            var part = new StitchPart(0, segment.Formats, [segment.Entries[0], segment.Entries[1], entry], 0);
            Assert.Equal(ErrorKind.Storage, Assert.Throws<NvrException>(() => StitchPlan.Create([part])).Kind);
        }
    }

    [Fact]
    public async Task Create_GapOfDays_IsRefused()
    {
        Segment segment = Segment.Write(await SourceMovie.H264Async());
        var part = new StitchPart(0, segment.Formats, segment.Entries, 0);

        Assert.Throws<ArgumentException>(() => StitchPlan.Create([part, part with { MediaZeroUs = 100_000_000_000 }]));
    }

    [Fact]
    public async Task Fingerprint_ChangesWithContentOnly()
    {
        Segment segment = Segment.Write(await SourceMovie.H264Async());
        var part = new StitchPart(1, segment.Formats, segment.Entries, 0);
        string one = StitchPlan.Create([part]).Fingerprint;

        Assert.Equal(one, StitchPlan.Create([part with { MediaZeroUs = 77_000_000 }]).Fingerprint);
        Assert.NotEqual(one, StitchPlan.Create([part with { SegmentId = 2 }]).Fingerprint);
        Assert.NotEqual(one, StitchPlan.Create([part with { Fragments = segment.Entries[..^1] }]).Fingerprint);
        Assert.NotEqual(one, StitchPlan.Create([part], new UtcTime(1_000_000)).Fingerprint);
    }

    [Fact]
    public async Task Create_MoreFragmentsThanSidxCanCount_MergesThemEvenly()
    {
        const int Count = 70_001;
        Segment segment = Segment.Write(await SourceMovie.H264Async());
        FragmentEntry[] many = [
            .. Enumerable.Range(0, Count).Select(i => new FragmentEntry(i * 1000L, 1000, 200, i * 90000L, 90000, i % 2 == 0))];
        StitchPlan plan = StitchPlan.Create([new StitchPart(0, segment.Formats, many, 0)]);
        using var source = new FileSource(segment);
        int headerBytes = (int)(plan.Length - (Count * 1000L));

        byte[] header = await Movie.ReadAsync(plan, source, 0, headerBytes);

        int sidx = header.AsSpan().IndexOf("sidx"u8);
        int references = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(sidx + 34));
        Assert.Equal((Count + 1) / 2, references);
        long bytes = 0;
        long duration = 0;
        for (int i = 0; i < references; i++)
        {
            ReadOnlySpan<byte> reference = header.AsSpan(sidx + 36 + (i * 12));
            bytes += BinaryPrimitives.ReadUInt32BigEndian(reference);
            duration += BinaryPrimitives.ReadUInt32BigEndian(reference[4..]);
            Assert.Equal(0x90000000, BinaryPrimitives.ReadUInt32BigEndian(reference[8..]));
        }
        Assert.Equal(Count * 1000L, bytes);
        Assert.Equal(plan.Duration90k, duration);
    }

    [Fact]
    public async Task Codecs_OfSeveralFormats_NamesEachOnce()
    {
        Segment[] segments = [
            Segment.Write(await SourceMovie.H265WithOpusAsync()), Segment.Write(await SourceMovie.H265WithOpusAsync())];

        StitchPlan plan = Movie.Plan(segments, 0);

        Assert.Equal([Codec.H265, Codec.Opus], plan.Formats.Select(f => f.Codec));
        Assert.StartsWith("hvc1.1.", plan.Codecs, StringComparison.Ordinal);
        Assert.EndsWith(",opus", plan.Codecs, StringComparison.Ordinal);
    }
}
