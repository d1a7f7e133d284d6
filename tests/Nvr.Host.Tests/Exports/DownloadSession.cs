using System.Text.Json;
using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Exports;

/// <summary>A running recorder on a copy of recorded footage, and downloads of its stretch with G.711.</summary>
internal sealed class DownloadSession : IAsyncDisposable
{
    private readonly BoxApi api;
    private readonly string query;

    private DownloadSession(NvrdProcess box, BoxApi api, string query)
    {
        Box = box;
        this.api = api;
        this.query = query;
    }

    public NvrdProcess Box { get; }

    public static async Task<DownloadSession> OpenAsync(SoundBox recorded, Scratch scratch)
    {
        await ForeignProgram.OutputAsync("cp", "-a", recorded.Data, scratch.Data);
        NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        BoxApi api = await BoxApi.OpenAsync(box);
        string camera = (await api.CameraAsync(SoundBox.Camera)).Id;
        UtcRange range = recorded.First;
        return new DownloadSession(box, api, $"cameras/{camera}/{{0}}?from={range.Start}&to={range.End}&sound={{1}}");
    }

    public Task DownloadAsync(string sound, string file) => api.DownloadAsync(Path("video.mp4", sound), file);

    public Task<JsonElement> DescribeAsync(string sound) => api.GetAsync(Path("movie", sound));

    /// <summary>The head of the answer; nothing of the movie is taken yet.</summary>
    public Task<HttpResponseMessage> BeginAsync(string sound) =>
        api.Http.GetAsync(Path("video.mp4", sound), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await Box.DisposeAsync();
    }

    private string Path(string route, string sound) => string.Format(System.Globalization.CultureInfo.InvariantCulture, query, route, sound);
}
