using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Storage.Events;
using Xunit;

namespace Nvr.Web.Tests.Events;

/// <summary>Queries in plain words through the API; the box's clock says 23 November 2026, 21:40.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    private TestBox box = null!;
    private HttpClient admin = null!;
    private CameraId door;
    private CameraId yard;

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
        door = box.Cameras.Add("Front door");
        yard = box.Cameras.Add("Back yard");
        box.Events.Zones.AddRange([new CameraZone(door, "Doormat"), new CameraZone(yard, "Compost heap")]);
        box.Events.Stored.Add(Happened(door, 1, ObjectClass.Person, ObjectColours.Red, "Doormat"));
        box.Events.Stored.Add(Happened(yard, 2, ObjectClass.Vehicle, ObjectColours.Blue | ObjectColours.White, "Compost heap"));
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Search_FindsEvents_AndTellsHowItUnderstood()
    {
        JsonNode found = await SearchAsync(admin, "white car at back yard today qwx");
        JsonNode one = Assert.Single(found["events"]!.AsArray())!;
        Assert.Equal(yard.ToString(), Text(one["camera"]));
        Assert.Equal(["white", "blue"], one["colours"]!.AsArray().Select(Text));
        Assert.Equal(("right", 3.12, 2.0), (Text(one["direction"]), one["size"]!.GetValue<double>(), one["seconds"]!.GetValue<double>()));
        Assert.Equal(
            ["white=colour", "car=object", "at=filler", "back yard=camera", "today=day"], found["understood"]!.AsArray().Select(u => $"{Text(u!["text"])}={Text(u["as"])}"));
        Assert.Equal("qwx", Text(Assert.Single(found["notUnderstood"]!.AsArray())!["text"]));
        Assert.Equal([yard.ToString()], found["filter"]!["cameras"]!.AsArray().Select(Text));
        Assert.Equal(["vehicle"], found["filter"]!["objects"]!.AsArray().Select(Text));
        Assert.Single(found["filter"]!["times"]!.AsArray());
        Assert.Equal("the-next", Text(found["next"]));
    }

    [Fact]
    public async Task NothingUnderstood_FindsNothing_InsteadOfEverything()
    {
        JsonNode found = await SearchAsync(admin, "qwx");
        Assert.Empty(found["events"]!.AsArray());
        Assert.Null(box.Events.Asked);
        Assert.Empty((await SearchAsync(admin, "person", "&limit=0"))["events"]!.AsArray());
        Assert.Null(box.Events.Asked);
    }

    [Fact]
    public async Task Viewer_FindsItsCamerasAlone_AndLearnsNoOthersName()
    {
        using HttpClient viewer = await box.AddUserAsync(admin, "viewer", "viewer", door.ToString());
        Assert.Equal(door.ToString(), Text(Assert.Single((await SearchAsync(viewer, "person or vehicle"))["events"]!.AsArray())!["camera"]));
        foreach (string query in new[] { "back yard", "compost heap", "backyrd", "vehicle zone compost", "ba", "com", "" })
        {
            string answer = await viewer.GetStringAsync($"/api/v1/search?q={Uri.EscapeDataString(query)}");
            Assert.DoesNotContain("Back yard", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("Compost", answer, StringComparison.Ordinal);
            Assert.DoesNotContain(yard.ToString(), answer, StringComparison.Ordinal);
        }
        Assert.Contains("Compost heap", await admin.GetStringAsync("/api/v1/search?q=com"), StringComparison.Ordinal);
        Assert.Contains("Doormat", await viewer.GetStringAsync("/api/v1/search?q=doo"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task German_IsAnsweredInGerman()
    {
        JsonNode found = await SearchAsync(admin, "rote Person gestern", "&lang=de&at=4");
        Assert.Equal(["rot", "Person", "Sonntag, 22. November 2026"], found["understood"]!.AsArray().Select(u => Text(u!["meaning"])));
    }

    [Theory]
    [InlineData("q=person&lang=fr", "en or de")]
    [InlineData("q=person&at=99", "place in 'q'")]
    [InlineData("q=person&limit=1001", "1000")]
    [InlineData("q=person&order=random", "oldest")]
    public async Task Nonsense_IsRefusedInWords(string query, string word)
    {
        using HttpResponseMessage answer = await admin.GetAsync("/api/v1/search?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(word, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooLong_IsRefusedInWords()
    {
        using HttpResponseMessage answer = await admin.GetAsync("/api/v1/search?q=" + new string('a', 301));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using HttpClient nobody = box.NewClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/v1/search?q=person")).StatusCode);
    }

    [Fact]
    public async Task List_HandsTheNewFiltersOn()
    {
        using HttpResponseMessage answer = await admin.GetAsync(
            "/api/v1/events?colour=red&colour=blue&direction=left&source=recorder&minSize=5&maxSize=50&minSeconds=1.5&maxSeconds=60&minConfidence=0.8&kind=loitering");
        answer.EnsureSuccessStatusCode();
        EventFilter asked = box.Events.Asked!;
        Assert.Equal(ObjectColours.Red | ObjectColours.Blue, asked.Colours);
        Assert.Equal([MoveDirection.Left], asked.Directions!);
        Assert.Equal([EventOrigin.Recorder], asked.Origins!);
        Assert.Equal([CameraEventKind.Loitering], asked.Kinds!);
        Assert.Equal((0.05, 0.5, 1_500_000, 60_000_000, 0.8), (asked.MinArea, asked.MaxArea, asked.MinDurationUs, asked.MaxDurationUs, asked.MinConfidence));
        foreach (string wrong in new[] { "colour=ultraviolet", "direction=north", "minSize=101", "minSize=-1", "minConfidence=NaN", "maxSeconds=soon" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await admin.GetAsync("/api/v1/events?" + wrong)).StatusCode);
        }
    }

    private static async Task<JsonNode> SearchAsync(HttpClient client, string query, string more = "") =>
        (await client.GetFromJsonAsync<JsonNode>($"/api/v1/search?q={Uri.EscapeDataString(query)}{more}"))!;

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private StoredEvent Happened(CameraId camera, long number, ObjectClass seen, ObjectColours colours, string zone) => new()
    {
        Id = new EventId(Guid.NewGuid(), number),
        Camera = camera,
        Start = box.Now.Plus(-10_000_000),
        End = box.Now.Plus(-8_000_000),
        Closing = EventClosing.Reported,
        Kind = CameraEventKind.Object,
        Object = seen,
        Colours = colours,
        Direction = MoveDirection.Right,
        Zone = zone,
        Box = new EventBox(0.25f, 0.5f, 0.125f, 0.25f),
        Topic = "t",
        Origin = EventOrigin.Camera,
    };
}
