using Microsoft.Win32.SafeHandles;
using Nvr.Core;
using Nvr.Mp4.Tests.Material;

namespace Nvr.Mp4.Tests;

public sealed class SampleReaderTests
{
    [Fact]
    public async Task ReadFirstVideoSample_OfEachFragment_GivesItsFirstPicture()
    {
        SourceMovie source = await SourceMovie.H264WithAacAsync();
        Segment segment = Segment.Write(source);
        using SafeFileHandle file = segment.Open();
        foreach (FragmentEntry entry in segment.Entries)
        {
            byte[] expected = source.Packets[0].First(p => p.Dts == entry.Start90k).Data;

            Assert.Equal(expected, SampleReader.ReadFirstVideoSample(file, entry));
        }
    }

    [Fact]
    public async Task ReadVideoSamples_GivesThoseUpToATime_AndTheFirstInAnyCase()
    {
        SourceMovie source = await SourceMovie.H264WithAacAsync();
        Segment segment = Segment.Write(source);
        using SafeFileHandle file = segment.Open();
        foreach (FragmentEntry entry in segment.Entries)
        {
            long end = entry.Start90k + entry.Duration90k;
            foreach (long until in (long[])[entry.Start90k - 1, entry.Start90k, entry.Start90k + (entry.Duration90k / 2), end - 1, end + 900_000])
            {
                byte[][] expected = [.. source.Packets[0].Where(p => p.Dts >= entry.Start90k && p.Dts < end && p.Dts <= Math.Max(until, entry.Start90k)).Select(p => p.Data)];

                Assert.Equal(expected, SampleReader.ReadVideoSamples(file, entry, source.Formats[0], until));
            }
        }
    }

    [Fact]
    public async Task ReadFirstVideoSample_DamagedMoof_ThrowsStorage()
    {
        Segment segment = Segment.Write(await SourceMovie.H264Async());
        FragmentEntry first = segment.Entries[0];
        using SafeFileHandle file = segment.Open(FileAccess.ReadWrite);
        byte[] good = new byte[first.MoofBytes];
        RandomAccess.Read(file, good, first.Offset);
        var random = new Random(8);
        for (int i = 0; i < 100; i++)
        {
            int at = random.Next(good.Length);
            RandomAccess.Write(file, new[] { (byte)(good[at] ^ (1 << random.Next(8))) }, first.Offset + at);

            NvrException thrown = Assert.Throws<NvrException>(() => SampleReader.ReadFirstVideoSample(file, first));
            Assert.Equal(ErrorKind.Storage, thrown.Kind);
            RandomAccess.Write(file, good.AsSpan(at, 1), first.Offset + at);
        }
    }

    [Fact]
    public async Task ReadFirstVideoSample_WhereThereIsNoFragment_ThrowsStorage()
    {
        Segment segment = Segment.Write(await SourceMovie.H264Async());
        using SafeFileHandle file = segment.Open();
        FragmentEntry first = segment.Entries[0];
        FragmentEntry[] wrong = [
            first with { Offset = first.Offset + 1 }, first with { Offset = 1L << 40 }, first with { MoofBytes = 3 },
            first with { Bytes = first.MoofBytes + 10 }, first with { MoofBytes = -1 }, first with { Offset = -5 }];
        foreach (FragmentEntry entry in wrong)
        {
            NvrException thrown = Assert.Throws<NvrException>(() => SampleReader.ReadFirstVideoSample(file, entry));
            Assert.Equal(ErrorKind.Storage, thrown.Kind);
        }
    }
}
