using Microsoft.Win32.SafeHandles;
using Nvr.Core;
using Nvr.Mp4.Tests.Material;

namespace Nvr.Mp4.Tests;

public sealed class SegmentScanTests
{
    [Theory]
    [InlineData(ScanDepth.Headers)]
    [InlineData(ScanDepth.EveryByte)]
    public async Task Scan_WholeFile_TellsAllThatWasWritten(ScanDepth depth)
    {
        SegmentIdentity identity = Segment.NewIdentity();
        Segment segment = Segment.Write(await SourceMovie.H264WithAacAsync(), identity);

        SegmentScan scan = segment.Scan(depth);

        Assert.Null(scan.Problem);
        Assert.Equal(identity, scan.Identity);
        Assert.Equal(segment.Formats, scan.Tracks);
        Assert.Equal(segment.HeaderBytes, scan.HeaderBytes);
        Assert.Equal(segment.Entries, scan.Fragments);
        Assert.Equal(new FileInfo(segment.Path).Length, scan.FileBytes);
        Assert.Equal(scan.FileBytes, scan.ValidBytes);
        Assert.Equal(0, scan.DamagedBytes);
        Assert.True(scan.Fragments.All(f => f.StartsWithRandomAccess));
    }

    [Fact]
    public async Task Scan_EveryCodec_GivesTheFormatsBack()
    {
        foreach (SourceMovie source in new[] { await SourceMovie.H265WithOpusAsync(), await SourceMovie.MjpegWithFlacAsync() })
        {
            Segment segment = Segment.Write(source);

            SegmentScan scan = segment.Scan();

            Assert.Null(scan.Problem);
            Assert.Equal(source.Formats, scan.Tracks);
            Assert.Equal(segment.Entries, scan.Fragments);
        }
    }

    [Fact]
    public async Task Scan_FragmentsWithinALongGop_SaysWhichBeginWithAKeyFrame()
    {
        Segment segment = Segment.Write(await SourceMovie.H264Async());

        Assert.Equal([true, false, true, false, true, false], segment.Scan().Fragments.Select(f => f.StartsWithRandomAccess));
    }

    [Fact]
    public async Task Repair_TailTornAnywhere_KeepsEveryWholeFragmentAndPlays()
    {
        SourceMovie source = await SourceMovie.H264WithAacAsync();
        Segment segment = Segment.Write(source);
        byte[] file = await File.ReadAllBytesAsync(segment.Path);
        var random = new Random(5);
        List<long> cuts = [.. Enumerable.Range(0, 40).Select(_ => (long)random.Next(segment.HeaderBytes, file.Length))];
        foreach (FragmentEntry entry in segment.Entries)
        {
            cuts.AddRange(new long[] { 0, 1, 8, entry.MoofBytes, entry.Bytes - 1 }.Select(at => entry.Offset + at));
        }
        string torn = Scratch.NewFile();
        foreach (long cut in cuts)
        {
            await File.WriteAllBytesAsync(torn, file[..(int)cut]);
            using SafeFileHandle handle = File.OpenHandle(torn, FileMode.Open, FileAccess.ReadWrite);
            FragmentEntry[] whole = [.. segment.Entries.TakeWhile(e => e.Offset + e.Bytes <= cut)];

            SegmentScan scan = SegmentFile.Scan(handle, ScanDepth.Headers);

            long end = whole.Length == 0 ? segment.HeaderBytes : whole[^1].Offset + whole[^1].Bytes;
            end = cut >= end + SegmentPadding.After(end) && whole.Length > 0 ? end + SegmentPadding.After(end) : end;
            Assert.Equal(whole, scan.Fragments);
            Assert.Equal(end, scan.ValidBytes);
            Assert.Equal(cut != end, scan.Problem is not null);
            Assert.Equal(cut != end, SegmentFile.Repair(handle, scan));
            Assert.Null(SegmentFile.Scan(handle, ScanDepth.EveryByte).Problem);
            Assert.False(SegmentFile.Repair(handle, SegmentFile.Scan(handle, ScanDepth.Headers)));
        }
    }

    /// <summary>
    /// FFmpeg 5.1 refuses a file that ends inside a moof's sample table, its own muxer's files too; VLC takes it. Repair mends it for all.
    /// </summary>
    [Fact]
    public async Task TornFile_BeforeRepair_IsReadableByPlayers()
    {
        SourceMovie source = await SourceMovie.H264WithAacAsync();
        Segment segment = Segment.Write(source);
        FragmentEntry last = segment.Entries[^1];
        byte[] file = await File.ReadAllBytesAsync(segment.Path);
        int before = source.Packets[0].Count(p => p.Dts < last.Start90k);
        int all = source.Packets[0].Count;
        int[] cuts = [5, 60, last.MoofBytes / 2, last.MoofBytes + 3, last.Bytes / 2];
        foreach (int cut in cuts)
        {
            string torn = Scratch.NewFile();
            await File.WriteAllBytesAsync(torn, file[..((int)last.Offset + cut)]);

            Assert.InRange(await Vlc.CountFramesAsync(torn), before, all);
            if (cut != last.MoofBytes / 2)
            {
                Assert.InRange(await Player.CountFramesAsync(torn), before, all);
            }
        }
    }

    [Fact]
    public async Task Scan_ZerosInTheMiddle_FindsTheFragmentsBehindThem()
    {
        Segment segment = Segment.Write(await SourceMovie.H264WithAacAsync());
        FragmentEntry hole = segment.Entries[2];
        using (SafeFileHandle file = segment.Open(FileAccess.ReadWrite))
        {
            RandomAccess.Write(file, new byte[hole.Bytes], hole.Offset);
        }

        SegmentScan scan = segment.Scan(ScanDepth.Headers);

        Assert.Equal(segment.Entries.Where(e => e != hole), scan.Fragments);
        Assert.Equal(hole.Bytes + SegmentPadding.After(hole.Offset + hole.Bytes), scan.DamagedBytes);
        Assert.Equal(scan.FileBytes, scan.ValidBytes);
        Assert.StartsWith($"at byte {hole.Offset}: ", scan.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_AnyFlippedBit_IsReportedAndCostsAtMostItsFragment()
    {
        Segment segment = Segment.Write(await SourceMovie.H264WithAacAsync());
        byte[] file = await File.ReadAllBytesAsync(segment.Path);
        string flipped = Scratch.NewFile();
        var random = new Random(3);
        for (int i = 0; i < 400; i++)
        {
            int at = random.Next(segment.HeaderBytes, file.Length);
            byte[] damaged = [.. file];
            damaged[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(flipped, damaged);
            using SafeFileHandle handle = File.OpenHandle(flipped);

            SegmentScan scan = SegmentFile.Scan(handle, ScanDepth.EveryByte);

            Assert.NotNull(scan.Problem);
            Assert.Equal(segment.Entries.Where(e => at < e.Offset || at >= e.Offset + e.Bytes), scan.Fragments);
        }
    }

    [Fact]
    public async Task Scan_FlippedBitInTheHeader_NeverThrowsNorInventsAnIdentity()
    {
        SegmentIdentity identity = Segment.NewIdentity();
        Segment segment = Segment.Write(await SourceMovie.H264WithAacAsync(), identity);
        byte[] file = await File.ReadAllBytesAsync(segment.Path);
        string flipped = Scratch.NewFile();
        for (int bit = 0; bit < segment.HeaderBytes * 8; bit += 3)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(flipped, file.AsMemory(0, segment.HeaderBytes + segment.Entries[0].Bytes));
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            using SafeFileHandle handle = File.OpenHandle(flipped);

            SegmentScan scan = SegmentFile.Scan(handle, ScanDepth.Headers);

            Assert.Null(scan.Identity);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task Scan_MoovShorterThanItsOwnHeader_IsNoHeader(byte length)
    {
        string path = Scratch.NewFile();
        await File.WriteAllBytesAsync(path, [0, 0, 0, 8, .. "ftyp"u8, 0, 0, 0, length, .. "moov"u8, 0, 0, 0, 0]);

        using SafeFileHandle file = File.OpenHandle(path);
        Assert.NotNull(SegmentFile.Scan(file, ScanDepth.EveryByte).Problem);
    }

    [Fact]
    public async Task Scan_RandomBytesAndForeignFiles_NeverThrows()
    {
        SourceMovie source = await SourceMovie.H264Async();
        string noise = Scratch.NewFile();
        var random = new Random(9);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = new byte[random.Next(4000)];
            random.NextBytes(bytes);
            await File.WriteAllBytesAsync(noise, bytes);
            Assert.NotNull(ScanPath(noise).Problem);
        }
        Assert.NotNull(ScanPath(source.Path).Problem);
        Assert.NotNull(ScanPath("/dev/null").Problem);
        using SafeFileHandle handle = File.OpenHandle(noise, FileMode.Open, FileAccess.ReadWrite);
        Assert.Throws<NvrException>(() => SegmentFile.Repair(handle, SegmentFile.Scan(handle, ScanDepth.Headers)));
    }

    [Fact]
    public async Task Scan_TailFullOfFalseBeginnings_GivesUpAndCutsNothing()
    {
        Segment segment = Segment.Write(await SourceMovie.H264Async());
        byte[] falseBeginning = [0, 0, 0, 200, .. "moof"u8, 0, 0, 0, 16, .. "mfhd"u8];
        using SafeFileHandle file = segment.Open(FileAccess.ReadWrite);
        long end = RandomAccess.GetLength(file);
        RandomAccess.Write(file, Enumerable.Repeat(falseBeginning, 5000).SelectMany(b => b).ToArray(), end);

        SegmentScan scan = SegmentFile.Scan(file, ScanDepth.EveryByte);

        Assert.Equal(segment.Entries, scan.Fragments);
        Assert.StartsWith($"at byte {end}: ", scan.Problem, StringComparison.Ordinal);
        Assert.Equal(5000 * falseBeginning.Length, scan.DamagedBytes);
        Assert.False(SegmentFile.Repair(file, scan));
    }

    [Fact]
    public async Task Scan_ManyBytesOfAGoodFileOverwritten_NeverThrows()
    {
        Segment segment = Segment.Write(await SourceMovie.H264WithAacAsync());
        byte[] file = await File.ReadAllBytesAsync(segment.Path);
        string mangled = Scratch.NewFile();
        var random = new Random(21);
        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = [.. file];
            for (int hits = random.Next(1, 60); hits > 0; hits--)
            {
                FragmentEntry entry = segment.Entries[random.Next(segment.Entries.Count)];
                int at = (int)entry.Offset + random.Next(entry.MoofBytes + 8);
                damaged[at] = (byte)random.Next(256);
            }
            await File.WriteAllBytesAsync(mangled, damaged);

            SegmentScan scan = ScanPath(mangled);

            Assert.All(scan.Fragments, f => Assert.Contains(f, segment.Entries));
        }
    }

    private static SegmentScan ScanPath(string path)
    {
        using SafeFileHandle handle = File.OpenHandle(path);
        return SegmentFile.Scan(handle, ScanDepth.EveryByte);
    }
}
