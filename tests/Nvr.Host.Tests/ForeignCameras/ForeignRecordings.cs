using Nvr.Core;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.ForeignCameras;

/// <summary>All foreign cameras, recorded at the same time by one nvrd that has then been stopped.</summary>
public sealed class ForeignRecordings : IAsyncLifetime
{
    public const double Seconds = 12;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly Scratch scratch = new();
    private readonly Dictionary<string, ForeignRecording> recordings = [];

    internal int ExitCode { get; private set; }

    internal ForeignRecording this[string name] => recordings[name];

    internal string Workplace => scratch.Root;

    public async ValueTask InitializeAsync()
    {
        List<ForeignCamera> cameras = [];
        try
        {
            cameras.AddRange(await Task.WhenAll(ForeignCase.Gstreamer.Select(c => ForeignCamera.GstreamerAsync(c.GstreamerOptions, c.Scheme, c.Credentials))));
            cameras.Add(await ForeignCamera.VlcAsync(await MakeMovieAsync(), "admin", "secret", scratch.At("vlc-home")));
            await RecordAsync([.. ForeignCase.All.Zip(cameras, (c, camera) => (c.Name, camera.Url))]);
        }
        finally
        {
            await Task.WhenAll(cameras.Select(c => c.DisposeAsync().AsTask()));
        }
    }

    public ValueTask DisposeAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RecordAsync(IReadOnlyList<(string Name, Uri Url)> cameras)
    {
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = cameras });
        using BoxApi api = await BoxApi.OpenAsync(box);
        string late = "";
        try
        {
            await api.WaitForFootageAsync([.. cameras.Select(c => c.Name)], Seconds, Limit);
        }
        catch (TimeoutException some)
        {
            // The others are judged all the same; each test of the late ones fails with this sentence.
            late = some.Message;
        }
        foreach (CameraReading camera in await api.CamerasAsync())
        {
            recordings[camera.Name] = await ReadAsync(api, camera, late);
        }
        ExitCode = await box.StopAsync();
        foreach (RecordedFile file in FootageOracle.Read(scratch.Data).Files)
        {
            CameraId id = file.Scan.Identity!.Camera;
            recordings.Values.Single(r => r.Camera.Id == id.ToString()).Files.Add(file.Path);
        }
    }

    private async Task<ForeignRecording> ReadAsync(BoxApi api, CameraReading camera, string late)
    {
        RecordingsReading found = await api.RecentAsync(camera.Id);
        string movie = scratch.At(camera.Name + ".mp4");
        if (found.Spans.Count > 0)
        {
            await api.DownloadAsync($"cameras/{camera.Id}/video.mp4?from={found.Spans[0].Start}&to={found.Spans[^1].End}", movie);
        }
        return new ForeignRecording(camera, found.Seconds, movie, late);
    }

    private async Task<string> MakeMovieAsync()
    {
        string file = scratch.At("looped.mp4");
        await ForeignProgram.OutputAsync(
            "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25", "-f", "lavfi", "-i", "sine=sample_rate=48000", "-t", "60",
            "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-bf", "0", "-c:a", "aac", file);
        return file;
    }
}
