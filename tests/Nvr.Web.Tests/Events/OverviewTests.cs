using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Core;
using Xunit;

namespace Nvr.Web.Tests.Events;

/// <summary>The route of what timelines show from afar.</summary>
public sealed class OverviewTests : IAsyncLifetime
{
    private const string Hours = "from=2026-11-23T18:00:00Z&to=2026-11-23T21:00:00Z";

    private TestBox box = null!;
    private HttpClient admin = null!;
    private CameraId door;
    private CameraId yard;

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
        door = box.Cameras.Add("Door");
        yard = box.Cameras.Add("Yard");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Timeline_TellsOfAllCameras_InWholePercent_OfWhichAnythingIsAtLeastOne()
    {
        JsonNode answer = (await admin.GetFromJsonAsync<JsonNode>($"/api/v1/timeline?{Hours}&cell=3600"))!;

        Assert.Equal([door, yard], box.Overviews.Asked);
        Assert.Equal(3_600_000_000, box.Overviews.AskedCellUs);
        Assert.Equal((3600, true), (answer["cellSeconds"]!.GetValue<int>(), answer["complete"]!.GetValue<bool>()));
        JsonNode first = answer["cameras"]!.AsArray()[0]!;
        Assert.Equal(door.ToString(), first["camera"]!.GetValue<string>());
        Assert.Equal([100, 1, 0], Numbers(first["footage"]!));
        Assert.Equal([25, 0, 0], Numbers(first["motion"]!));
        JsonNode happening = Assert.Single(first["happenings"]!.AsArray())!;
        Assert.Equal(("object", "person"), (happening["kind"]!.GetValue<string>(), happening["object"]!.GetValue<string>()));
        Assert.Equal([0, 2, 0], Numbers(happening["counts"]!));
        Assert.Equal("2026-11-23T18:01:00.000000Z", Assert.Single(first["gaps"]!.AsArray())!["to"]!.GetValue<string>());
    }

    [Fact]
    public async Task Viewer_SeesItsOwnCameras_AndIsToldOfNoOther()
    {
        using HttpClient viewer = await box.AddUserAsync(admin, "viewer", "viewer", door.ToString());

        (await viewer.GetAsync($"/api/v1/timeline?{Hours}&cell=600")).EnsureSuccessStatusCode();

        Assert.Equal([door], box.Overviews.Asked);
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync($"/api/v1/timeline?{Hours}&cell=600&camera={yard}")).StatusCode);
    }

    [Theory]
    [InlineData("cell=600", "'from'")]
    [InlineData(Hours, "'cell'")]
    [InlineData(Hours + "&cell=-600", "'cell'")]
    [InlineData(Hours + "&cell=ten", "'cell'")]
    [InlineData("from=2024-11-23T18:00:00Z&to=2026-11-23T21:00:00Z&cell=86400", "400 days")]
    public async Task Nonsense_IsRefusedInWords(string query, string word)
    {
        using HttpResponseMessage answer = await admin.GetAsync("/api/v1/timeline?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(word, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static int[] Numbers(JsonNode list) => [.. list.AsArray().Select(n => n!.GetValue<int>())];
}
