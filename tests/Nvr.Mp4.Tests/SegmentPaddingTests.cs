using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Nvr.Mp4.Tests.Material;

namespace Nvr.Mp4.Tests;

public sealed class SegmentPaddingTests
{
    [Fact]
    public void After_EveryLength_EndsOnABlockWithABoxOrNone()
    {
        for (int length = 0; length < 3 * SegmentPadding.BlockBytes; length++)
        {
            int padding = SegmentPadding.After(length);
            Assert.Equal(0, (length + padding) % SegmentPadding.BlockBytes);
            Assert.True(padding == 0 || padding is >= 8 and <= SegmentPadding.MaxBytes, $"{padding} behind {length}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Scan_FileWithAndWithoutPadding_FindsEveryFragmentAndNothingWrong(bool isPadded)
    {
        Segment padded = Segment.Write(await SourceMovie.H264WithAacAsync(), isPadded: isPadded);
        using SafeFileHandle file = padded.Open(FileAccess.ReadWrite);

        SegmentScan scan = SegmentFile.Scan(file, ScanDepth.EveryByte);

        Assert.Null(scan.Problem);
        Assert.Equal(padded.Entries, scan.Fragments);
        Assert.Equal((RandomAccess.GetLength(file), 0), (scan.ValidBytes, scan.DamagedBytes));
        Assert.False(SegmentFile.Repair(file, scan));
    }

    // The power goes at any byte: whole fragments stay, a torn box behind the last is cut off.
    [Fact]
    public async Task Repair_PaddedFileTornAnywhere_KeepsEveryWholeFragment()
    {
        Segment padded = Segment.Write(await SourceMovie.H264WithAacAsync());
        byte[] all = await File.ReadAllBytesAsync(padded.Path);
        string torn = Scratch.NewFile();
        foreach (FragmentEntry entry in padded.Entries)
        {
            long end = entry.Offset + entry.Bytes;
            foreach (long cut in new[] { end - 1, end, end + 1, end + 7, end + 8, end + SegmentPadding.After(end) - 1, end + SegmentPadding.After(end) })
            {
                await File.WriteAllBytesAsync(torn, all[..(int)cut]);
                using SafeFileHandle file = File.OpenHandle(torn, FileMode.Open, FileAccess.ReadWrite);
                SegmentScan scan = SegmentFile.Scan(file, ScanDepth.Headers);
                Assert.Equal(padded.Entries.TakeWhile(e => e.Offset + e.Bytes <= cut), scan.Fragments);
                SegmentFile.Repair(file, scan);
                Assert.Null(SegmentFile.Scan(file, ScanDepth.EveryByte).Problem);
            }
        }
    }

    [Theory]
    [InlineData(0x7FFFFFFF)]
    [InlineData(7)]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Scan_PaddingOfAnotherSize_IsDamageThatCostsNoFragment(int size)
    {
        Segment padded = Segment.Write(await SourceMovie.H264WithAacAsync());
        FragmentEntry first = padded.Entries[0];
        using SafeFileHandle file = padded.Open(FileAccess.ReadWrite);
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, size);
        RandomAccess.Write(file, bytes, first.Offset + first.Bytes);

        SegmentScan scan = SegmentFile.Scan(file, ScanDepth.Headers);

        Assert.NotNull(scan.Problem);
        Assert.Equal(padded.Entries, scan.Fragments);
        Assert.Equal(SegmentPadding.After(first.Offset + first.Bytes), scan.DamagedBytes);
    }

    [Fact]
    public async Task Players_OfAPaddedFile_SeeWhatTheySeeInTheOther()
    {
        SourceMovie source = await SourceMovie.H264WithAacAsync();
        SegmentIdentity identity = Segment.NewIdentity();
        Segment plain = Segment.Write(source, identity, isPadded: false);
        Segment padded = Segment.Write(source, identity);
        Assert.True(new FileInfo(padded.Path).Length > new FileInfo(plain.Path).Length);
        Assert.Equal(await Hashes(plain.Path), await Hashes(padded.Path));
    }

    private static Task<string> Hashes(string path) =>
        Tool.OutputAsync("ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0", "-c", "copy", "-f", "framemd5", "-");
}
