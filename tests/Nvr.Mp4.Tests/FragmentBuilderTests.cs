using System.Buffers.Binary;
using Nvr.Core.Media;
using Nvr.Mp4.Tests.Material;

namespace Nvr.Mp4.Tests;

public sealed class FragmentBuilderTests
{
    private static readonly TrackFormat Video = new()
    {
        Codec = Codec.H264, ClockRate = 90000, Width = 640, Height = 480, Config = new byte[] { 1, 0x64, 0, 0x1E, 0xFF, 0xE0, 0 },
    };

    private static readonly TrackFormat Audio = new()
    {
        Codec = Codec.Aac, ClockRate = 48000, SampleRate = 48000, Channels = 1, Config = new byte[] { 0x11, 0x88 },
    };

    [Fact]
    public void Cut_VideoAndAudio_DescribesTheVideoAndLaysVideoBeforeAudio()
    {
        using var builder = new FragmentBuilder([Video, Audio]);
        builder.Append(1, 48000, 0, true, [9, 9, 9]);
        builder.Append(0, 90000, 0, true, [1, 2]);
        builder.Append(1, 49024, 0, true, [8]);
        builder.Append(0, 93600, 3600, false, [3]);
        Assert.Equal(7, builder.Bytes);
        Assert.Equal(90000, builder.StartDts(0));
        Assert.Equal(49024, builder.LastDts(1));

        using Fragment fragment = builder.Cut(4, [97200, 50048]);

        Assert.True(builder.IsEmpty);
        Assert.Equal(new FragmentEntry(0, fragment.Entry.Bytes, fragment.Entry.MoofBytes, 90000, 7200, true), fragment.Entry);
        byte[] all = fragment.ToArray();
        Assert.Equal(all.Length, fragment.Entry.Bytes);
        Assert.Equal([1, 2, 3, 9, 9, 9, 8], all[(fragment.Entry.MoofBytes + 8)..]);
        Assert.Equal(fragment.Parts.Sum(p => p.Length), all.Length);
    }

    [Fact]
    public void Cut_AudioOnlyFragmentOfAVideoSegment_IsTimedByTheAudio()
    {
        using var builder = new FragmentBuilder([Video, Audio]);
        builder.Append(1, 24000, 0, true, [1]);

        using Fragment fragment = builder.Cut(1, [0, 48000]);

        Assert.Equal(45000, fragment.Entry.Start90k);
        Assert.Equal(45000, fragment.Entry.Duration90k);
        Assert.False(fragment.Entry.StartsWithRandomAccess);
    }

    [Fact]
    public void Cut_SamplesOfManySizes_KeepsEveryByte()
    {
        var random = new Random(1);
        using var builder = new FragmentBuilder([Video, Audio]);
        for (int round = 0; round < 20; round++)
        {
            var expected = new List<byte>();
            for (int i = 0; i < 30; i++)
            {
                byte[] data = new byte[i % 7 == 0 ? 32768 * random.Next(3) : random.Next(90_000)];
                random.NextBytes(data);
                expected.AddRange(data);
                builder.Append(0, i, 0, i == 0, data);
            }

            using Fragment fragment = builder.Cut(1, [30, 0]);

            Assert.True(fragment.ToArray().AsSpan(fragment.Entry.MoofBytes + 8).SequenceEqual(expected.ToArray()));
        }
    }

    [Fact]
    public void Append_AgainstTheRules_ThrowsAndKeepsWhatWasThere()
    {
        using var builder = new FragmentBuilder([Video, Audio]);
        Assert.Throws<InvalidOperationException>(() => builder.Cut(1, [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Append(0, -1, 0, true, [1]));
        builder.Append(0, 10, 0, true, [1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Append(0, 10, 0, true, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Cut(1, [20]));
        Assert.Equal(1, builder.SampleCount);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-3)]
    [InlineData(long.MaxValue)]
    public void Cut_EndThatCannotBe_GivesTheLastSampleOneTick(long end)
    {
        using var builder = new FragmentBuilder([Video]);
        builder.Append(0, 10, 0, true, [1]);

        using Fragment fragment = builder.Cut(1, [end]);

        Assert.Equal(1, fragment.Entry.Duration90k);
    }

    [Fact]
    public void Builder_TracksThatMp4CannotCarry_AreRefused()
    {
        var pcm = new TrackFormat { Codec = Codec.PcmAlaw, ClockRate = 8000, SampleRate = 8000, Channels = 1 };

        Assert.Throws<ArgumentException>(() => new FragmentBuilder([]));
        Assert.Throws<ArgumentException>(() => new FragmentBuilder([Audio, Video]));
        Assert.Throws<ArgumentException>(() => new FragmentBuilder([Video, Video]));
        Assert.Throws<ArgumentException>(() => SegmentHeader.Build(null, [Video, pcm]));
    }

    [Fact]
    public async Task LiveFragments_OfOnePictureEach_PlayAfterAnInitSegment()
    {
        SourceMovie source = await SourceMovie.H264WithAacAsync();
        using var builder = new FragmentBuilder([source.Formats[0]]);
        using var stream = new MemoryStream();
        stream.Write(SegmentHeader.Build(null, [source.Formats[0]]));
        IReadOnlyList<Packet> packets = source.Packets[0];
        for (int i = 0; i < packets.Count; i++)
        {
            builder.Append(0, packets[i].Dts, packets[i].CompositionOffset, packets[i].IsSync, packets[i].Data);
            using Fragment fragment = builder.Cut((uint)i + 1, [packets[i].Dts + 3600]);
            stream.Write(fragment.ToArray());
        }
        string path = Scratch.NewFile();
        await File.WriteAllBytesAsync(path, stream.ToArray());

        await Player.AssertPlaysSilentlyAsync(path);
        Assert.Equal(await Player.FrameHashesAsync(source.Path, "v:0"), await Player.FrameHashesAsync(path, "v:0"));
    }

    [Fact]
    public void Dispose_Twice_ReturnsTheBuffersOnce()
    {
        using var builder = new FragmentBuilder([Video]);
        builder.Append(0, 0, 0, true, new byte[100]);
        Fragment fragment = builder.Cut(1, [1]);
        fragment.Dispose();
        fragment.Dispose();
        builder.Append(0, 1, 0, true, [1, 1, 1]);
        using Fragment second = builder.Cut(2, [2]);
        builder.Append(0, 2, 0, true, [2, 2, 2]);
        using Fragment third = builder.Cut(3, [3]);

        Assert.Equal([1, 1, 1], second.ToArray()[^3..]);
        Assert.Equal([2, 2, 2], third.ToArray()[^3..]);
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(second.ToArray().AsSpan(20)));
    }
}
