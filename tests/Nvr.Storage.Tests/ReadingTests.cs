using System.Diagnostics;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Mp4;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

public sealed class ReadingTests
{
    [Fact]
    public async Task Seek_WithinASegment_FindsTheKeyFrameAtOrBefore()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Record(10);
        await box.FlushAsync();

        KeyFramePosition? found = box.Store.Seek(box.Camera, StreamKind.Main, start.Plus(7_300_000));
        Assert.Equal(start.Plus(7_000_000), found!.Time);
        Assert.True(found.FileOffset > 0);
    }

    [Fact]
    public async Task Seek_InAGap_FindsTheFirstKeyFrameAfter()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime first = box.Record(2);
        box.Time.Advance(TimeSpan.FromSeconds(30));
        UtcTime second = box.Record(2);
        await box.FlushAsync();

        Assert.Equal(second, box.Store.Seek(box.Camera, StreamKind.Main, first.Plus(15_000_000))!.Time);
        Assert.Equal(first, box.Store.Seek(box.Camera, StreamKind.Main, first.Plus(-1_000_000))!.Time);
        Assert.Null(box.Store.Seek(box.Camera, StreamKind.Main, second.Plus(9_000_000)));
    }

    [Fact]
    public async Task Seek_WhenTheGroupOfPicturesSpansSegments_GoesBackToItsKeyFrame()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Record(4, key: second => second == 2);
        box.Record(4, key: _ => false);
        box.Record(4, key: _ => false);
        await box.FlushAsync();

        Assert.Equal(start.Plus(2_000_000), box.Store.Seek(box.Camera, StreamKind.Main, start.Plus(11_000_000))!.Time);
        using IMovie? movie = box.Store.OpenMovie(box.Camera, StreamKind.Main, new UtcRange(start.Plus(9_000_000), start.Plus(10_000_000)));
        Assert.Equal(start.Plus(2_000_000), movie!.Start);
    }

    [Fact]
    public async Task Movie_OverAGap_LeavesItOutAndSaysWhatTimeItShows()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime first = box.Record(3);
        UtcTime second = box.Record(3);
        box.Time.Advance(TimeSpan.FromMinutes(5));
        UtcTime third = box.Record(3);
        await box.FlushAsync();

        using IMovie? movie = box.Store.OpenMovie(box.Camera, StreamKind.Main, new UtcRange(first.Plus(1_200_000), third.Plus(1_500_000)));
        Assert.Equal(first.Plus(1_000_000), movie!.Start);
        Assert.Equal(
            [new MovieSpan(0, 5_000_000, first.Plus(1_000_000)), new MovieSpan(5_000_000, 2_000_000, third)], movie.Spans);
        Assert.Equal("avc1.640028", movie.Codecs);
        Assert.Equal(first.Plus(3_000_000), second);
    }

    [Fact]
    public async Task Movie_InAnyPieces_HasTheSameBytes()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(3);
        using IMovie? movie = box.Store.OpenMovie(box.Camera, StreamKind.Main, TestBox.Ever);

        byte[] whole = await ReadAsync(movie!, 0, movie!.Length);
        Assert.Equal(movie.Length, whole.Length);
        Random random = new(7);
        for (int i = 0; i < 50; i++)
        {
            int offset = random.Next(whole.Length);
            int count = random.Next(whole.Length - offset + 1);
            Assert.True((await ReadAsync(movie, offset, count)).AsSpan().SequenceEqual(whole.AsSpan(offset, count)));
        }
    }

    [Fact]
    public async Task Movie_AsAFile_IsCountedFrameByFrameByFfprobe()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(3);
        string path = Path.Combine(box.VolumePath, "movie.bin");
        using (IMovie? movie = box.Store.OpenMovie(box.Camera, StreamKind.Main, TestBox.Ever))
        {
            await File.WriteAllBytesAsync(path, await ReadAsync(movie!, 0, movie!.Length));
        }

        ProcessStartInfo probe = new("ffprobe", ["-v", "quiet", "-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", path])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(probe)!;
        Assert.Equal("60", (await process.StandardOutput.ReadToEndAsync()).Trim().TrimEnd(','));
    }

    [Fact]
    public async Task Movie_WhileRetentionDeletesItsFiles_PlaysToTheEnd()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(4);
        using IMovie? movie = box.Store.OpenMovie(box.Camera, StreamKind.Main, TestBox.Ever);
        box.Store.ForgetCamera(box.Camera);
        await Eventually.TrueAsync(() => box.Files().Length == 0, "the files are deleted");

        Assert.Equal(movie!.Length, (await ReadAsync(movie, 0, movie.Length)).Length);
    }

    [Fact]
    public async Task KeyFrame_NearestToATime_IsTheSampleAsItWasGiven()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Record(5);
        await box.FlushAsync();

        KeyFrame? frame = box.Store.ReadKeyFrame(box.Camera, StreamKind.Main, start.Plus(2_800_000));
        Assert.Equal(start.Plus(3_000_000), frame!.Time);
        Assert.Equal(Material.Frame(3, 0, 200, key: true), frame.Data);
        Assert.Equal(Material.Video, frame.Format);
        Assert.NotNull(box.Store.ReadKeyFrame(box.Camera, StreamKind.Main, start.Plus(14_000_000)));
        Assert.Null(box.Store.ReadKeyFrame(box.Camera, StreamKind.Main, start.Plus(16_000_000)));
    }

    [Fact]
    public async Task Group_BeginsWithItsKeyFrame_AndEndsWithTheLastPictureBeforeTheMoment_AlsoInTheNextSegment()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Record(4, key: second => second is 0 or 2);
        box.Record(4, key: _ => false);
        box.Time.Advance(TimeSpan.FromSeconds(60));
        box.Record(4);
        await box.FlushAsync();

        PictureGroup inside = box.Store.ReadGroup(box.Camera, StreamKind.Main, start.Plus(2_000_000), start.Plus(3_250_000))!;
        Assert.Equal(Material.Video, inside.Format);
        Assert.Equal([.. Enumerable.Range(0, 5).Select(f => Material.Frame(2, f, 200, f == 0)), Material.Frame(3, 0, 200, false), Material.Frame(3, 1, 200, false)], inside.Pictures);
        Assert.Equal(Material.Frame(2, 0, 200, true), Assert.Single(box.Store.ReadGroup(box.Camera, StreamKind.Main, start.Plus(2_000_000), start.Plus(2_100_000))!.Pictures));
        Assert.Equal(2 * 5 + 3 * 5 + 1, box.Store.ReadGroup(box.Camera, StreamKind.Main, start.Plus(2_000_000), start.Plus(7_000_000))!.Pictures.Count);
        // Not over an interruption, and not from what is no key frame.
        Assert.Equal(2 * 5 + 4 * 5, box.Store.ReadGroup(box.Camera, StreamKind.Main, start.Plus(2_000_000), start.Plus(90_000_000))!.Pictures.Count);
        Assert.Null(box.Store.ReadGroup(box.Camera, StreamKind.Main, start.Plus(3_000_000), start.Plus(3_500_000)));
        Assert.Null(box.Store.ReadGroup(box.Camera, StreamKind.Main, start.Plus(30_000_000), start.Plus(31_000_000)));
    }

    [Fact]
    public async Task KeyFrame_WhenTheGroupOfPicturesSpansSegments_IsTheOneItBeganWith()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Record(20, key: second => second == 2);
        box.Record(20, key: _ => false);
        box.Record(20, key: _ => false);
        await box.FlushAsync();

        Assert.Equal(start.Plus(2_000_000), box.Store.ReadKeyFrame(box.Camera, StreamKind.Main, start.Plus(50_000_000))!.Time);
    }

    [Fact]
    public async Task FragmentTable_WhenDamagedInTheIndex_IsReadFromTheFile()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Record(5);
        await box.FlushAsync();
        await box.CloseAsync();
        Sqlite.Run(box.IndexPath, "UPDATE fragments SET entries = substr(entries, 1, 3) || x'ff' || substr(entries, 5)");
        box.Open();

        Assert.Equal(start.Plus(4_000_000), box.Store.Seek(box.Camera, StreamKind.Main, start.Plus(4_500_000))!.Time);
        await box.CloseAsync();
        Assert.NotEmpty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    [Fact]
    public async Task File_ThatVanished_IsAClearError()
    {
        await using TestBox box = new() { ScanForOrphans = false };
        box.Open();
        await box.RecordManyAsync(1);
        File.Delete(box.Files()[0]);

        NvrException failure = Assert.Throws<NvrException>(() => box.Store.OpenMovie(box.Camera, StreamKind.Main, TestBox.Ever));
        Assert.Equal(ErrorKind.NotFound, failure.Kind);
    }

    private static async Task<byte[]> ReadAsync(IMovie movie, long offset, long count)
    {
        using MemoryStream copy = new();
        await movie.CopyToAsync(copy, offset, count, CancellationToken.None);
        return copy.ToArray();
    }
}
