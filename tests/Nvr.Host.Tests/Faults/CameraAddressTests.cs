using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Faults;

/// <summary>Addresses of cameras that cannot be right, entered through the API of the real program.</summary>
public sealed class CameraAddressTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Address_ThatCannotBeRight_IsRefusedInASentenceThatNamesTheField()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        string[] wrong =
        [
            "", "door", "http://192.0.2.1/", "rtsp://", "rtsp:///path", "rtsp://host:99999/", "rtsp://no-such-device.invalid/stream",
            "file:///etc/passwd", "rtsp://239.1.2.3/stream", "rtsp://192.0.2.1/\u0000",
        ];

        foreach (string url in wrong)
        {
            JsonElement problem = await AssertRefusedAsync(api, new JsonObject { ["name"] = "door", ["mainUrl"] = url });
            Assert.Contains("mainUrl", problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        }
        Assert.Empty(await api.CamerasAsync());
    }

    [Fact]
    public async Task Body_OfTheWrongShape_IsRefusedAndNothingIsChanged()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);

        foreach (string body in new[] { "", "{", "[]", "7", "{\"name\":7}", "{\"name\":\"door\",\"mainUrl\":\"rtsp://127.0.0.1/\",\"colour\":\"blue\"}" })
        {
            using HttpResponseMessage answer = await api.AskAsync(HttpMethod.Post, "cameras", body);
            string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{body}: {answer.StatusCode} {text}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains("detail", text, StringComparison.Ordinal);
        }
        Assert.Empty(await api.CamerasAsync());
    }

    [Fact]
    public async Task Address_OfTheBoxItself_IsRefusedOnARealBoardButNotFromTheCommandLine()
    {
        using var scratch = new Scratch();
        await File.WriteAllTextAsync(scratch.At("board.json"), """{ "name": "Test board" }""", TestContext.Current.CancellationToken);
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        var start = new NvrdStart(scratch.Data) { Board = scratch.At("board.json"), Cameras = RecordedBox.NamedUrls(cameras) };
        await using NvrdProcess box = await NvrdProcess.StartAsync(start);
        using BoxApi api = await BoxApi.OpenAsync(box);

        foreach (string host in new[] { "127.0.0.1", "localhost", "[::1]", "127.9.9.9", "0.0.0.0", "[::ffff:127.0.0.1]" })
        {
            JsonElement problem = await AssertRefusedAsync(api, new JsonObject { ["name"] = "loop", ["mainUrl"] = $"rtsp://{host}:554/stream" });
            Assert.Contains("this recorder itself", problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        }
        await api.WaitForStateAsync("door", "recording", Patience);
    }

    private static async Task<JsonElement> AssertRefusedAsync(BoxApi api, JsonObject body)
    {
        using HttpResponseMessage answer = await api.AskAsync(HttpMethod.Post, "cameras", body.ToJsonString());
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{body.ToJsonString()}: {answer.StatusCode} {text}");
        using JsonDocument problem = JsonDocument.Parse(text);
        return problem.RootElement.Clone();
    }
}
