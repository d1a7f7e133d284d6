using System.Net;
using System.Text.Json;
using Nvr.Core.Time;
using Nvr.Host.Tests.Captured;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Exports;

/// <summary>Exports with other sound than the recorded one, from a camera of GStreamer's. One at a time: an nvrd has its data directory for itself.</summary>
public sealed class SoundExportTests(SoundBox recorded) : IClassFixture<SoundBox>, IAsyncLifetime
{
    /// <summary>5 ms.</summary>
    private const int Tolerance = Sounding.Rate / 200;

    public async ValueTask InitializeAsync() => await recorded.Turn.WaitAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        recorded.Turn.Release();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Aac_OfG711_IsInStepWithTheOriginal_AndLeavesThePicturesAlone()
    {
        using var scratch = new Scratch();
        string original = await ExportAsync(scratch, "original", recorded.First);
        string aac = await ExportAsync(scratch, "aac", recorded.First);

        MediaProbe probe = await MediaProbe.OfAsync(aac);
        Assert.Equal(("flac", "aac", "mp4a"), ((await MediaProbe.OfAsync(original)).Audio!.Codec, probe.Audio!.Codec, probe.Audio.Tag));
        await MediaProbe.AssertDecodesAsync(aac);
        Assert.Equal(await Sounding.PicturesAsync(original), await Sounding.PicturesAsync(aac));
        IReadOnlyList<int> expected = await Sounding.OnsetsAsync(original);
        IReadOnlyList<int> found = await Sounding.OnsetsAsync(aac);
        Assert.InRange(expected.Count, 6, int.MaxValue);
        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.Second - pair.First, -Tolerance, Tolerance));
    }

    [Fact]
    public async Task Aac_AcrossAGapAndAnotherCodec_IsOneTrackAsLongAsThePictures()
    {
        using var scratch = new Scratch();
        string original = await ExportAsync(scratch, "original", recorded.Everything);
        string aac = await ExportAsync(scratch, "aac", recorded.Everything);

        await MediaProbe.AssertDecodesAsync(aac);
        Assert.Equal(["flac", "opus"], (await MediaProbe.OfAsync(original)).Streams.Where(s => s.Kind == "audio").Select(s => s.Codec));
        Assert.Equal("aac", (await MediaProbe.OfAsync(aac)).Audio!.Codec);
        Assert.Equal(await Sounding.PicturesAsync(original), await Sounding.PicturesAsync(aac));
        // ffprobe takes each frame of AAC for a whole one: the last begins before the pictures end and is not followed by another.
        const double Frame = 1024 / 48_000.0;
        Assert.InRange(await LengthAsync(aac, "a:0") - await LengthAsync(aac, "v:0"), -0.001, Frame);
        IReadOnlyList<int> first = await Sounding.OnsetsAsync(original);
        IReadOnlyList<int> all = await Sounding.OnsetsAsync(aac);
        Assert.InRange(all.Count, first.Count + 6, int.MaxValue);
        Assert.All(first.Zip(all), pair => Assert.InRange(pair.Second - pair.First, -Tolerance, Tolerance));
    }

    [Fact]
    public async Task None_LeavesTheSoundOut()
    {
        using var scratch = new Scratch();
        string original = await ExportAsync(scratch, "original", recorded.First);

        string mute = await ExportAsync(scratch, "none", recorded.First);

        Assert.Null((await MediaProbe.OfAsync(mute)).Audio);
        await MediaProbe.AssertDecodesAsync(mute);
        Assert.Equal(await Sounding.PicturesAsync(original), await Sounding.PicturesAsync(mute));
    }

    [Fact]
    public async Task Sound_ThatIsNotKnown_IsRefusedInWords()
    {
        using var scratch = new Scratch();

        ProgramResult result = await NvrdProgram.RunAsync(Arguments("mp3", recorded.First, scratch.At("a.mp4")));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Choose original, aac or none.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FFmpeg_ThatIsNotInstalled_IsSaid_AndNoFileIsLeft()
    {
        using var scratch = new Scratch();
        string hide = "for f in /usr/lib/*-linux-gnu/libavcodec.so.*; do mount --bind /dev/null \"$f\"; done; exec \"$@\"";

        ProgramResult result = await ForeignProgram.RunAsRootAsync(
            "unshare", ["-m", "sh", "-c", hide, "sh", NvrdProgram.Path, .. Arguments("aac", recorded.First, scratch.At("a.mp4"))]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("are not installed. Install the packages libavdevice", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(scratch.Root, "a.mp4*"));
    }

    [Fact]
    public async Task Disk_ThatIsFull_IsSaid_AndNoFileIsLeft()
    {
        using var scratch = new Scratch();
        await using LoopDisk disk = await LoopDisk.MountAsync(scratch, 8);

        ProgramResult result = await NvrdProgram.RunAsync(Arguments("aac", recorded.First, Path.Combine(disk.Path, "a.mp4")));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("No space left on device", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(disk.Path, "a.mp4*"));
    }

    [Fact]
    public async Task Download_WithAac_IsTheSameAsTheCommandMakes_TwoAtOnce()
    {
        using var scratch = new Scratch();
        string expected = await ExportAsync(scratch, "aac", recorded.First);
        await using var session = await DownloadSession.OpenAsync(recorded, scratch);

        await Task.WhenAll(session.DownloadAsync("aac", scratch.At("b.mp4")), session.DownloadAsync("aac", scratch.At("c.mp4")));
        JsonElement movie = await session.DescribeAsync("aac");

        byte[] bytes = await File.ReadAllBytesAsync(expected, TestContext.Current.CancellationToken);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(scratch.At("b.mp4"), TestContext.Current.CancellationToken));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(scratch.At("c.mp4"), TestContext.Current.CancellationToken));
        Assert.EndsWith("mp4a.40.2", movie.GetProperty("codecs").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_ThatDiesOnTheWay_BreaksTheDownloadOff()
    {
        using var scratch = new Scratch();
        await using var session = await DownloadSession.OpenAsync(recorded, scratch);
        using HttpResponseMessage answer = await session.BeginAsync("aac");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using Stream body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        CaptureProcess process = await CaptureProcess.OfAsync(session.Box);
        Assert.Equal("19", process.Niceness);

        await process.KillAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Client_ThatGoesAway_LeavesNoProcessBehind()
    {
        using var scratch = new Scratch();
        await using var session = await DownloadSession.OpenAsync(recorded, scratch);
        HttpResponseMessage answer = await session.BeginAsync("aac");
        CaptureProcess process = await CaptureProcess.OfAsync(session.Box);

        answer.Dispose();

        await Wait.UntilAsync(() => !Directory.Exists($"/proc/{process.Pid}"), TimeSpan.FromSeconds(60), () => $"process {process.Pid} is gone");
    }

    private async Task<string> ExportAsync(Scratch scratch, string sound, UtcRange range)
    {
        string file = scratch.At($"{sound}.mp4");
        ProgramResult result = await NvrdProgram.RunAsync(Arguments(sound, range, file));
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal([file], Directory.GetFiles(scratch.Root, $"{sound}.mp4*"));
        return file;
    }

    private string[] Arguments(string sound, UtcRange range, string file) =>
    [
        "export", "--data", recorded.Data, "--camera", SoundBox.Camera, "--from", range.Start.ToString(), "--to", range.End.ToString(), "--sound", sound, "--out", file,
    ];

    /// <summary>End of the last packet, in seconds.</summary>
    private static async Task<double> LengthAsync(string file, string stream)
    {
        string text = await ForeignProgram.OutputAsync(
            "ffprobe", "-v", "error", "-select_streams", stream, "-show_entries", "packet=dts_time,duration_time", "-of", "csv=p=0", file);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Trim(',').Split(',').Sum(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture));
    }
}
