using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Storage.Events;
using Xunit;

namespace Nvr.Web.Tests.Events;

public sealed class EventTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
        box.Events.Stored.Add(Happened(door, 1, CameraEventKind.Motion));
        box.Events.Stored.Add(Happened(yard, 2, CameraEventKind.LineCrossing));
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task List_TellsEverythingButTheRawMessage_WithLinks()
    {
        JsonNode page = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/events?kind=motion&kind=tamper"))!;
        Assert.Equal("the-next", page["next"]!.GetValue<string>());
        JsonNode one = Assert.Single(page["events"]!.AsArray())!;
        Assert.Equal(door.ToString(), one["camera"]!.GetValue<string>());
        Assert.Equal(("motion", "person", "ended"), (one["kind"]!.GetValue<string>(), one["object"]!.GetValue<string>(), one["state"]!.GetValue<string>()));
        Assert.Equal(0.25f, one["box"]!["left"]!.GetValue<float>());
        Assert.Null(one["raw"]);
        Assert.Equal($"/api/v1/cameras/{door}/snapshot?time=2026-11-23T21:39:50.000000Z", one["snapshot"]!.GetValue<string>());
        Assert.Equal(
            $"/api/v1/cameras/{door}/video.mp4?from=2026-11-23T21:39:45.000000Z&to=2026-11-23T21:39:57.000000Z", one["movie"]!.GetValue<string>());
    }

    [Fact]
    public async Task List_HandsEveryFilterOn()
    {
        using HttpResponseMessage answer = await admin.GetAsync(
            $"/api/v1/events?camera={door}&from=2026-11-23T20:00:00Z&to=2026-11-23T21:00:00Z&object=person&zone=gate&order=oldest&limit=7&cursor=abc");
        answer.EnsureSuccessStatusCode();
        EventFilter asked = box.Events.Asked!;
        Assert.Equal([door], asked.Cameras!);
        Assert.Equal(3_600_000_000, asked.Range!.Value.DurationUs);
        Assert.Equal([ObjectClass.Person], asked.Objects!);
        Assert.Equal(("gate", true, 7, "abc"), (asked.Zone, asked.OldestFirst, asked.Limit, asked.Cursor));
        Assert.Null(asked.Kinds);
    }

    [Theory]
    [InlineData("kind=burglary", "line-crossing")]
    [InlineData("object=ghost", "person")]
    [InlineData("limit=0", "1000")]
    [InlineData("order=random", "oldest")]
    [InlineData("from=yesterday", "RFC 3339")]
    [InlineData("from=2026-11-23T20:00:00Z&to=2026-11-23T19:00:00Z", "before")]
    public async Task List_OfNonsense_IsRefusedInWords(string query, string word)
    {
        using HttpResponseMessage answer = await admin.GetAsync("/api/v1/events?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(word, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Viewer_SeesItsCamerasAlone_AndNoRawMessage()
    {
        using HttpClient viewer = await box.AddUserAsync(admin, "viewer", "viewer", door.ToString());
        JsonNode page = (await viewer.GetFromJsonAsync<JsonNode>("/api/v1/events"))!;
        Assert.Equal(door.ToString(), Assert.Single(page["events"]!.AsArray())!["camera"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync($"/api/v1/events?camera={yard}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync($"/api/v1/events/{box.Events.Stored[1].Id}")).StatusCode);
        JsonNode own = (await viewer.GetFromJsonAsync<JsonNode>($"/api/v1/events/{box.Events.Stored[0].Id}"))!;
        Assert.Null(own["raw"]);
        JsonNode full = (await admin.GetFromJsonAsync<JsonNode>($"/api/v1/events/{box.Events.Stored[0].Id}"))!;
        Assert.Equal("<raw/>", full["raw"]!.GetValue<string>());
        Assert.DoesNotContain(yard.ToString(), await viewer.GetStringAsync("/metrics"), StringComparison.Ordinal);
        Assert.Contains($"nvr_events_total{{camera=\"{yard}\",kind=\"line-crossing\"}} 1", await admin.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_TellsEventsOfVisibleCameras_UntilTheSessionEnds()
    {
        using HttpClient viewer = await box.AddUserAsync(admin, "viewer", "viewer", door.ToString());
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/events/live");
        request.Headers.Accept.Add(new("text/event-stream"));
        using HttpResponseMessage answer = await viewer.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using StreamReader lines = new(await answer.Content.ReadAsStreamAsync());
        Assert.StartsWith(":", await lines.ReadLineAsync().WaitAsync(Patience), StringComparison.Ordinal);
        box.Events.Tell(box.Events.Stored[1]);
        box.Events.Tell(box.Events.Stored[0]);
        string? data;
        do
        {
            data = await lines.ReadLineAsync().WaitAsync(Patience);
        }
        while (data?.StartsWith("data: ", StringComparison.Ordinal) == false);
        Assert.Equal(door.ToString(), JsonNode.Parse(data![6..])!["camera"]!.GetValue<string>());

        using HttpResponseMessage signedOut = await viewer.DeleteAsync("/api/v1/sessions/current");
        signedOut.EnsureSuccessStatusCode();
        while (await lines.ReadLineAsync().WaitAsync(Patience) is not null)
        {
        }
        await Eventually.TrueAsync(() => box.Events.Followers == 0, "the follower has gone");
    }

    [Fact]
    public async Task Live_WithAFilter_TellsOnlyWhatMatches_AndFirstWhatHappenedSince()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/events/live?kind=line-crossing&colour=red");
        request.Headers.Accept.Add(new("text/event-stream"));
        request.Headers.Add("Last-Event-ID", box.Now.Plus(-60_000_000).ToString());
        StoredEvent before = Happened(yard, 3, CameraEventKind.LineCrossing) with { Colours = ObjectColours.Red | ObjectColours.White };
        StoredEvent after = before with { Id = new EventId(Guid.NewGuid(), 4) };
        box.Events.Stored.Add(before);
        using HttpResponseMessage answer = await admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        using StreamReader lines = new(await answer.Content.ReadAsStreamAsync());
        List<string> told = [];
        while (told.Count(l => l.StartsWith("data: ", StringComparison.Ordinal)) < 2)
        {
            string line = (await lines.ReadLineAsync().WaitAsync(Patience))!;
            if (line.StartsWith("event: missed", StringComparison.Ordinal))
            {
                // The page of what happened since has a next one: told, and then what is new.
                Assert.Equal("data: {\"atMost\":null}", await lines.ReadLineAsync().WaitAsync(Patience));
                box.Events.Tell(box.Events.Stored[0]);
                box.Events.Tell(after with { Colours = ObjectColours.Green });
                box.Events.Tell(after);
                continue;
            }
            told.Add(line);
        }
        Assert.Equal(
            [before.Id.ToString(), after.Id.ToString()],
            told.Where(l => l.StartsWith("data: ", StringComparison.Ordinal)).Select(l => JsonNode.Parse(l[6..])!["id"]!.GetValue<string>()));
        Assert.Contains($"id: {before.End}", told);
        Assert.Equal(HttpStatusCode.BadRequest, (await GetStreamAsync("kind=burglary")).StatusCode);
    }

    [Fact]
    public async Task Live_SlowViewer_IsToldThatItMissedSome()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/events/live");
        request.Headers.Accept.Add(new("text/event-stream"));
        using HttpResponseMessage answer = await admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using StreamReader lines = new(await answer.Content.ReadAsStreamAsync());
        // All at once, faster than anybody reads.
        for (int i = 0; i < 200 * EventSubscription.Capacity; i++)
        {
            box.Events.Tell(box.Events.Stored[0]);
        }
        string? line;
        do
        {
            line = await lines.ReadLineAsync().WaitAsync(Patience);
        }
        while (line is not null && !line.StartsWith("event: missed", StringComparison.Ordinal));
        Assert.NotNull(line);
    }

    private async Task<HttpResponseMessage> GetStreamAsync(string query)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/events/live?" + query);
        request.Headers.Accept.Add(new("text/event-stream"));
        return await admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private StoredEvent Happened(CameraId camera, long number, CameraEventKind kind) => new()
    {
        Id = new EventId(Guid.NewGuid(), number),
        Camera = camera,
        Start = box.Now.Plus(-10_000_000),
        End = box.Now.Plus(-8_000_000),
        Closing = EventClosing.Reported,
        Kind = kind,
        Object = ObjectClass.Person,
        Box = new EventBox(0.25f, 0.5f, 0.125f, 0.25f),
        Confidence = 0.5f,
        Topic = "t",
        Origin = EventOrigin.Camera,
        Raw = "<raw/>",
    };
}
