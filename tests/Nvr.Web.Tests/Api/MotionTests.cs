using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Recording.Pictures;
using Nvr.Recording.Watching;
using Xunit;

namespace Nvr.Web.Tests.Api;

public sealed class MotionTests : IAsyncLifetime
{
    private const string Gate =
        """{"name":"Gate","points":[{"x":0.5,"y":0},{"x":1,"y":0},{"x":1,"y":0.75}],"sensitivity":60,"smallestShare":0.01,"largestShare":0.5,"schedule":[{"day":"sunday","from":"08:15","to":"24:00"}],"loiterSeconds":45}""";

    private const string Drive = """{"name":"Drive","points":[{"x":0,"y":1},{"x":0.5,"y":0.5},{"x":1,"y":0.5}],"direction":"left-to-right"}""";

    private TestBox box = null!;
    private HttpClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Motion_GoesInAndOut_AsItIs()
    {
        string motion = $$"""{"mode":"on","sensitivity":70,"zones":[{{Gate}}],"masks":[{"points":[{"x":0,"y":0},{"x":0.1,"y":0},{"x":0,"y":0.1}],"private":true}],"tripwires":[{{Drive}}]}""";
        using HttpResponseMessage answer = await PostAsync(motion);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        MotionSettings stored = box.Cameras.List().Single().Settings.Motion!;
        Assert.Equal((MotionMode.On, (int?)70), (stored.Mode, stored.Sensitivity));
        MotionZone zone = Assert.Single(stored.Zones!);
        Assert.Equal((new PicturePoint(1, 0.75), (int?)60, (double?)0.01, (double?)0.5), (zone.Points[2], zone.Sensitivity, zone.SmallestShare, zone.LargestShare));
        Assert.Equal([new WeekSpan(DayOfWeek.Sunday, 495, 1440)], zone.Schedule!);
        Assert.Equal(45, zone.LoiterSeconds);
        Tripwire line = Assert.Single(stored.Tripwires!);
        Assert.Equal(("Drive", CrossingDirection.LeftToRight, new PicturePoint(0.5, 0.5)), (line.Name, line.Direction, line.Points[1]));
        Assert.Equal(motion, (await answer.Content.ReadFromJsonAsync<JsonNode>())!["settings"]!["motion"]!.ToJsonString());
    }

    [Fact]
    public async Task Masks_ThatArePrivate_BlackenPictures_TheOthersDoNot()
    {
        using HttpResponseMessage answer = await PostAsync("""{"masks":[{"points":[{"x":0,"y":0},{"x":0.1,"y":0},{"x":0,"y":0.1}]},{"points":[{"x":0.5,"y":0.5},{"x":1,"y":0.5},{"x":1,"y":1}],"private":true}]}""");
        answer.EnsureSuccessStatusCode();

        PrivacyMask hidden = Assert.Single(new CameraMasks(box.Cameras).Of(box.Cameras.List().Single().Id));

        Assert.Equal([new(0.5f, 0.5f), new(1, 0.5f), new(1, 1)], hidden.Corners);
        Assert.Empty(new CameraMasks(box.Cameras).Of(CameraId.New()));
    }

    [Fact]
    public async Task Camera_WithoutAWord_IsLeftToTheBox()
    {
        using HttpResponseMessage answer = await PostAsync("null");

        Assert.Null(box.Cameras.List().Single().Settings.Motion);
        Assert.Equal(
            """{"mode":"automatic","sensitivity":80,"zones":[],"masks":[],"tripwires":[]}""", (await answer.Content.ReadFromJsonAsync<JsonNode>())!["settings"]!["motion"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"mode":"perhaps"}""", "'motion.mode'")]
    [InlineData("""{"sensitivity":0}""", "'motion.sensitivity'")]
    [InlineData("""{"zones":[null]}""", "'motion.zones[0].name'")]
    [InlineData("""{"zones":[{"name":"A"}]}""", "'motion.zones[0].points'")]
    [InlineData("""{"zones":[{"name":"A","points":[null]}]}""", "'motion.zones[0].points'")]
    [InlineData("""{"zones":[{"name":"A","points":[{"x":0},{"y":0},{"x":1,"y":1}]}]}""", "'motion.zones[0].points'")]
    [InlineData("""{"zones":[{"name":"A","points":[{"x":0,"y":0},{"x":1,"y":0},{"x":1,"y":2}]}]}""", "'motion.zones[0].points'")]
    [InlineData("""{"zones":[{"name":"A","points":[{"x":0,"y":0},{"x":1,"y":0},{"x":1,"y":1}],"schedule":[{"day":"someday","from":"08:00","to":"09:00"}]}]}""", "'motion.zones[0].schedule.day'")]
    [InlineData("""{"zones":[{"name":"A","points":[{"x":0,"y":0},{"x":1,"y":0},{"x":1,"y":1}],"schedule":[{"day":"monday","from":"8","to":"09:00"}]}]}""", "'motion.zones[0].schedule.from'")]
    [InlineData("""{"zones":[{"name":"A","points":[{"x":0,"y":0},{"x":1,"y":0},{"x":1,"y":1}],"schedule":[null]}]}""", "'motion.zones[0].schedule.day'")]
    [InlineData("""{"zones":[{"name":"A","points":[{"x":0,"y":0},{"x":1,"y":0},{"x":1,"y":1}],"loiterSeconds":4}]}""", "'motion.zones[0].loiterSeconds'")]
    [InlineData("""{"tripwires":[null]}""", "'motion.tripwires[0].name'")]
    [InlineData("""{"tripwires":[{"name":"A"}]}""", "'motion.tripwires[0].points'")]
    [InlineData("""{"tripwires":[{"name":"A","points":[{"x":0},{"y":0}]}]}""", "'motion.tripwires[0].points'")]
    [InlineData("""{"tripwires":[{"name":"A","points":[{"x":0,"y":0},{"x":1,"y":1}],"direction":"up"}]}""", "'motion.tripwires[0].direction'")]
    [InlineData("""{"masks":[{"points":[]}]}""", "'motion.masks[0].points'")]
    public async Task Motion_ThatCannotBe_IsExplained(string motion, string words)
    {
        using HttpResponseMessage answer = await PostAsync(motion);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, (await answer.Content.ReadFromJsonAsync<JsonNode>())!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tripwire_WithoutADirection_TellsEither()
    {
        using HttpResponseMessage answer = await PostAsync("""{"tripwires":[{"name":" A ","points":[{"x":0,"y":0},{"x":1,"y":1}]}]}""");

        Assert.Equal(
            """[{"name":"A","points":[{"x":0,"y":0},{"x":1,"y":1}],"direction":"either"}]""",
            (await answer.Content.ReadFromJsonAsync<JsonNode>())!["settings"]!["motion"]!["tripwires"]!.ToJsonString());
    }

    private Task<HttpResponseMessage> PostAsync(string motion) => admin.PostAsync(
        "/api/v1/cameras", JsonContent.Create(new JsonObject { ["name"] = "Door", ["mainUrl"] = "rtsp://192.0.2.7/s1", ["motion"] = JsonNode.Parse(motion) }));
}
