using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nvr.Core;
using Nvr.Recording.Live;
using Nvr.Web.Live;
using Nvr.Web.Tests.Fakes;
using Xunit;

namespace Nvr.Web.Tests.Live;

public sealed class HlsTests : IAsyncLifetime
{
    private readonly LoopedStream material = LoopedStream.Make(seconds: 4, gop: 20);
    private TestBox box = null!;
    private HttpClient admin = null!;
    private CameraId camera;
    private int sent;

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
        camera = box.Cameras.Add("Door");
        box.Live.Greeting = (_, _) => [material.Init(box.Now)];
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Playlist_OfALiveStream_IsPlayedByAForeignPlayer()
    {
        Task<string> asked = admin.GetStringAsync($"/api/v1/cameras/{camera}/hls/main/index.m3u8");
        await Eventually.TrueAsync(() => box.Live.Viewers == 1, "the stream is joined");
        Send(121);
        string playlist = await asked;
        await Eventually.TrueAsync(() => Count() == 6, "six segments are cut");
        Assert.Contains("#EXT-X-MAP:URI=\"init-1.mp4\"", playlist, StringComparison.Ordinal);
        Assert.Contains("#EXTINF:2.000,", playlist, StringComparison.Ordinal);

        string url = new Uri(box.Address, $"/api/v1/cameras/{camera}/hls/main/index.m3u8").ToString();
        string[] arguments =
        [
            "-v", "error", "-nostdin", "-threads", "1", "-headers", $"Authorization: {admin.DefaultRequestHeaders.Authorization}\r\n", "-live_start_index", "0", "-i", url, "-frames:v", "50", "-f", "framemd5", "-",
        ];
        ProcessStartInfo start = new("ffmpeg", arguments) { RedirectStandardOutput = true };
        using Process ffmpeg = Process.Start(start)!;
        Task<string> output = ffmpeg.StandardOutput.ReadToEndAsync();
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        using CancellationTokenRegistration stop = limit.Token.Register(ffmpeg.Kill);
        await ffmpeg.WaitForExitAsync();
        Assert.Equal(0, ffmpeg.ExitCode);
        Assert.Equal(50, Regex.Count(await output, "(?m)^0,"));
    }

    [Fact]
    public async Task Window_OldSegments_AreGoneAndTheRestKeepTheirNumbers()
    {
        Task<string> asked = admin.GetStringAsync($"/api/v1/cameras/{camera}/hls/main/index.m3u8");
        await Eventually.TrueAsync(() => box.Live.Viewers == 1, "the stream is joined");
        Send(201);
        await asked;
        await Eventually.TrueAsync(() => Playlist().Contains("9.m4s", StringComparison.Ordinal), "ten segments are cut");
        Assert.Contains("#EXT-X-MEDIA-SEQUENCE:4\n", Playlist(), StringComparison.Ordinal);
        using HttpResponseMessage old = await admin.GetAsync($"/api/v1/cameras/{camera}/hls/main/3.m4s");
        using HttpResponseMessage kept = await admin.GetAsync($"/api/v1/cameras/{camera}/hls/main/4.m4s");
        Assert.Equal(HttpStatusCode.NotFound, old.StatusCode);
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
    }

    [Fact]
    public async Task Window_NobodyAsks_LeavesTheStream()
    {
        Task<string> asked = admin.GetStringAsync($"/api/v1/cameras/{camera}/hls/main/index.m3u8");
        await Eventually.TrueAsync(() => box.Live.Viewers == 1, "the stream is joined");
        Send(41);
        await asked;
        await Eventually.TrueAsync(
            () =>
            {
                box.Time.Advance(TimeSpan.FromSeconds(31));
                return box.Live.Viewers == 0;
            },
            "the stream is left");
    }

    [Fact]
    public void Playlist_WhenADiscontinuityLeavesIt_CountsItAndKeepsItsTargetDuration()
    {
        HlsWindow window = new();
        int frame = 0;
        void Feed(int frames, int gop)
        {
            for (int i = 0; i < frames; i++, frame++)
            {
                window.Add(new LiveMessage(new byte[] { 1 }, null, i % gop == 0, box.Now.Plus(frame * 100_000L)));
            }
        }

        window.Add(material.Init(box.Now));
        Feed(120, gop: 40);
        window.Add(material.Init(box.Now.Plus(frame * 100_000L)));
        Feed(1, gop: 1);
        string before = window.Playlist();
        Feed(200, gop: 20);
        string after = window.Playlist();

        Assert.Contains("#EXT-X-DISCONTINUITY-SEQUENCE:0\n", before, StringComparison.Ordinal);
        Assert.Contains("#EXT-X-TARGETDURATION:4\n", before, StringComparison.Ordinal);
        Assert.DoesNotContain("#EXT-X-DISCONTINUITY\n", after, StringComparison.Ordinal);
        Assert.Contains("#EXT-X-DISCONTINUITY-SEQUENCE:1\n", after, StringComparison.Ordinal);
        Assert.Contains("#EXT-X-TARGETDURATION:4\n", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Playlist_OfMotionJpeg_SaysWhyNot()
    {
        box.Live.Greeting = (_, _) => [new LiveMessage(new byte[] { 0xff, 0xd8 }, "jpeg", true, box.Now)];
        using HttpResponseMessage answer = await admin.GetAsync($"/api/v1/cameras/{camera}/hls/main/index.m3u8");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Motion JPEG", (await answer.Content.ReadFromJsonAsync<JsonNode>())!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("main/../../x.mp4")]
    [InlineData("main/init-99.mp4")]
    [InlineData("main/0.m4s.bak")]
    [InlineData("main/-1.m4s")]
    public async Task File_UnknownName_IsNotFound(string name)
    {
        using HttpResponseMessage answer = await admin.GetAsync($"/api/v1/cameras/{camera}/hls/{name}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private int Count() => Regex.Count(Playlist(), "(?m)^#EXTINF");

    private string Playlist() => admin.GetStringAsync($"/api/v1/cameras/{camera}/hls/main/index.m3u8").GetAwaiter().GetResult();

    private void Send(int frames)
    {
        for (int i = 0; i < frames; i++, sent++)
        {
            box.Live.Send(camera, StreamKind.Main, material.Frame(sent, box.Now.Plus(sent * 100_000L)));
        }
    }
}
