using Nvr.Core.Time;
using SimCamera;
using Torture.Box;
using Torture.Oracle;
using Xunit;

[assembly: AssemblyFixture(typeof(Nvr.Host.Tests.Kit.RecordedBox))]

namespace Nvr.Host.Tests.Kit;

/// <summary>
/// A data directory with a quarter of a minute of two cameras, whose nvrd was stopped as it should be; recorded when the first test asks
/// for it. Tests work on copies of it. The first camera has sound.
/// </summary>
public sealed class RecordedBox : IDisposable
{
    public const int Fps = 25;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly Scratch scratch = new();
    private readonly Lazy<Task> recording;

    public RecordedBox() => recording = new Lazy<Task>(RecordAsync);

    public static IReadOnlyList<string> Names { get; } = ["door", "yard"];

    /// <summary>What the API listed just before the stop, by camera name.</summary>
    public Dictionary<string, RecordingsReading> Recordings { get; } = [];

    /// <summary>What was on disk after the stop.</summary>
    public FootageOracle Footage { get; private set; } = null!;

    public UtcRange Everything => Clocks.Around(Recordings["door"].Spans[0].Start, 600);

    /// <summary>Unlike the recorded ones, of which only addresses that nobody serves are left.</summary>
    public static async Task<SimCameraServer> ServeAsync() => await SimCameraServer.StartAsync(new SimCameraOptions
    {
        Cameras =
        [
            new CameraOptions { Name = "door", Width = 320, Height = 240, Fps = Fps, Gop = Fps, Kbit = 300, Audio = AudioCodec.Aac },
            new CameraOptions { Name = "yard", Width = 320, Height = 240, Fps = Fps, Gop = Fps, Kbit = 300 },
        ],
    });

    public static IReadOnlyList<(string Name, Uri Url)> NamedUrls(SimCameraServer cameras) => [.. cameras.Cameras.Select(c => (c.Name, c.Url))];

    /// <summary>A copy that the test may damage. What else this object tells is there after the first copy.</summary>
    public async Task CopyToAsync(string directory)
    {
        await recording.Value;
        await ForeignProgram.OutputAsync("cp", "-a", scratch.Data, directory);
    }

    public void Dispose() => scratch.Dispose();

    private async Task RecordAsync()
    {
        await using SimCameraServer cameras = await ServeAsync();
        await using (NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = NamedUrls(cameras) }))
        {
            using BoxApi api = await BoxApi.OpenAsync(box);
            await api.WaitForFootageAsync(Names, 14, Limit);
            foreach (CameraReading camera in await api.CamerasAsync())
            {
                Recordings[camera.Name] = await api.RecentAsync(camera.Id);
            }
            Assert.Equal(0, await box.StopAsync());
        }
        Footage = FootageOracle.Read(scratch.Data);
    }
}
