using System.Net;
using System.Text.Json;
using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Pictures;

/// <summary>A running recorder, and what its page would ask for.</summary>
internal sealed class PictureBox(NvrdProcess box, BoxApi api, Scratch scratch, string camera) : IAsyncDisposable
{
    private int files;

    public NvrdProcess Box => box;

    public BoxApi Api => api;

    public string Camera => camera;

    public string Shelf => Path.Combine(scratch.Data, "footage", "pictures");

    /// <summary>On a copy of footage that nobody adds to.</summary>
    public static async Task<PictureBox> OnCopyAsync(RecordedBox recorded, Scratch scratch, string camera)
    {
        await recorded.CopyToAsync(scratch.Data);
        NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        BoxApi api = await BoxApi.OpenAsync(box);
        return new PictureBox(box, api, scratch, (await api.CameraAsync(camera)).Id);
    }

    public Task<JsonElement> IndexAsync(UtcRange range) => api.GetAsync($"cameras/{camera}/thumbnails?from={range.Start}&to={range.End}");

    public Task<HttpResponseMessage> PictureAsync(UtcTime time, int height = 360) => AskAsync($"cameras/{camera}/picture?time={time}&height={height}");

    public Task<HttpResponseMessage> AskAsync(string path) => api.Http.GetAsync(path, TestContext.Current.CancellationToken);

    /// <summary>The answer's body in a file, if it is an image.</summary>
    public async Task<string> KeepAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        string file = scratch.At($"picture-{Interlocked.Increment(ref files)}");
        await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync());
        return file;
    }

    /// <summary>What the footage itself shows at that time.</summary>
    public async Task<Look> TruthAsync(UtcTime time) => await Look.OfAsync(await KeepAsync(await AskAsync($"cameras/{camera}/snapshot?time={time}")));

    public static UtcTime TimeOf(HttpResponseMessage answer) =>
        UtcTime.TryParse(answer.Headers.GetValues("Nvr-Time").Single(), out UtcTime time) ? time : throw new FormatException();

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await box.DisposeAsync();
    }
}
