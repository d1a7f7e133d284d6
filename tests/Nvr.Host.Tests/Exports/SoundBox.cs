using System.Globalization;
using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Exports;

/// <summary>
/// A data directory with footage of a camera that ticks once a second: with G.711 sound first, then, after a while of nothing, with Opus. Its nvrd was stopped.
/// The pictures are noise, so that a movie is far larger than what sockets hold.
/// </summary>
public sealed class SoundBox : IAsyncLifetime
{
    public const string Camera = "shop";
    private const long StretchUs = 14_000_000;

    /// <summary>Until the camera's first sender reports have told how its sound lies beside its pictures, the recorder goes by when each arrives, and places it anew then.</summary>
    private const long SettlingUs = 5_000_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly Scratch scratch = new();

    /// <summary>Whose turn it is to use the data directory.</summary>
    internal SemaphoreSlim Turn { get; } = new(1);

    public string Root => scratch.Root;

    public string Data => scratch.Data;

    /// <summary>The stretch with G.711, once its sound has its place beside the pictures.</summary>
    public UtcRange First { get; private set; }

    public UtcRange Everything { get; private set; }

    public async ValueTask InitializeAsync()
    {
        int port = FreePort.Take();
        await using NvrdProcess box = await NvrdProcess.StartAsync(
            new NvrdStart(scratch.Data) { Cameras = [(Camera, new Uri($"rtsp://127.0.0.1:{port}/stream"))] });
        using BoxApi api = await BoxApi.OpenAsync(box);
        UtcRange g711 = await RecordAsync(api, port, "pcma", default);
        UtcRange opus = await RecordAsync(api, port, "opus", g711.End);
        First = g711 with { Start = g711.Start.Plus(SettlingUs) };
        Everything = new UtcRange(First.Start, opus.End);
        Assert.Equal(0, await box.StopAsync());
    }

    public ValueTask DisposeAsync()
    {
        scratch.Dispose();
        Turn.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The first stretch after that time in which nothing is missing: a machine that stands still for a moment costs one, and the camera goes on.</summary>
    private static async Task<UtcRange> RecordAsync(BoxApi api, int port, string audio, UtcTime after)
    {
        string options = string.Create(
            CultureInfo.InvariantCulture, $"--port {port} --video h264 --audio {audio} --transport tcp --pattern snow --kbit 12000 --size 640x480");
        string id = (await api.CameraAsync(Camera)).Id;
        RecordingsReading found = new([], []);
        bool IsOne(UtcRange span) => span.Start >= after && span.DurationUs >= StretchUs;
        await using (await ForeignCamera.GstreamerAsync(options))
        {
            await Wait.UntilAsync(async () => (found = await api.RecentAsync(id)).Spans.Any(IsOne), Limit, () => $"{StretchUs / 1e6} s of {audio} of which nothing is missing: {string.Join(", ", found.Spans)}");
        }
        // With what came until the camera was switched off.
        return (await api.RecentAsync(id)).Spans.First(IsOne);
    }
}
