using System.Diagnostics;
using System.Net;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Storage;
using Xunit;

namespace Nvr.Web.Tests.Api;

public sealed class SnapshotTests : IAsyncLifetime
{
    private TestBox box = null!;
    private HttpClient admin = null!;
    private CameraId camera;

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
        camera = box.Cameras.Add("Door");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Snapshot_OfMotionJpeg_IsTheImageItself()
    {
        byte[] jpeg = await FfmpegAsync("-f", "lavfi", "-i", "testsrc=s=64x48", "-frames:v", "1", "-f", "mjpeg");
        box.Footage.Picture = new KeyFrame(box.Now, new TrackFormat { Codec = Codec.Mjpeg, ClockRate = 90000, Width = 64, Height = 48 }, jpeg);
        using HttpResponseMessage answer = await admin.GetAsync($"/api/v1/cameras/{camera}/snapshot");
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(box.Now.ToString(), answer.Headers.GetValues("Nvr-Time").Single());
        Assert.Equal(jpeg, await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Snapshot_OfH264_IsAnMp4OfOnePictureThatDecodes()
    {
        box.Footage.Picture = await H264Async();
        using HttpResponseMessage answer = await admin.GetAsync($"/api/v1/cameras/{camera}/snapshot?time=2026-11-23T21:39:00Z");
        Assert.Equal("video/mp4", answer.Content.Headers.ContentType!.MediaType);
        string path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, await answer.Content.ReadAsByteArrayAsync());
        byte[] raw = await FfmpegAsync("-i", path, "-f", "rawvideo", "-pix_fmt", "gray");
        File.Delete(path);
        Assert.Equal(64 * 48, raw.Length);
    }

    [Theory]
    [InlineData("time=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.NotFound)]
    public async Task Snapshot_BadInputOrNoFootage_IsExplained(string query, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await admin.GetAsync($"/api/v1/cameras/{camera}/snapshot?{query}");
        Assert.Equal(expected, answer.StatusCode);
    }

    private static async Task<KeyFrame> H264Async()
    {
        byte[] annexB = await FfmpegAsync(
            "-f", "lavfi", "-i", "testsrc=s=64x48", "-frames:v", "1", "-c:v", "libx264", "-profile:v", "baseline", "-pix_fmt", "yuv420p", "-bsf:v", "filter_units=remove_types=6|9", "-f", "h264");
        List<byte[]> units = [.. Split(annexB)];
        byte[] sps = units.First(u => (u[0] & 31) == 7);
        byte[] pps = units.First(u => (u[0] & 31) == 8);
        byte[] idr = units.First(u => (u[0] & 31) == 5);
        byte[] config = [1, sps[1], sps[2], sps[3], 0xff, 0xe1, 0, (byte)sps.Length, .. sps, 1, 0, (byte)pps.Length, .. pps];
        TrackFormat format = new() { Codec = Codec.H264, ClockRate = 90000, Width = 64, Height = 48, Config = config };
        return new KeyFrame(default, format, [0, 0, (byte)(idr.Length >> 8), (byte)idr.Length, .. idr]);
    }

    private static IEnumerable<byte[]> Split(byte[] annexB)
    {
        List<int> starts = [.. Enumerable.Range(0, annexB.Length - 3).Where(i => annexB[i] == 0 && annexB[i + 1] == 0 && annexB[i + 2] == 1)];
        for (int i = 0; i < starts.Count; i++)
        {
            int end = i + 1 < starts.Count ? starts[i + 1] : annexB.Length;
            while (i + 1 < starts.Count && annexB[end - 1] == 0)
            {
                end--;
            }
            yield return annexB[(starts[i] + 3)..end];
        }
    }

    private static async Task<byte[]> FfmpegAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("ffmpeg", ["-v", "error", .. arguments, "-"]) { RedirectStandardOutput = true };
        using Process ffmpeg = Process.Start(start)!;
        using MemoryStream output = new();
        await ffmpeg.StandardOutput.BaseStream.CopyToAsync(output);
        await ffmpeg.WaitForExitAsync();
        Assert.Equal(0, ffmpeg.ExitCode);
        return output.ToArray();
    }
}
