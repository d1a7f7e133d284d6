using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Storage.Events;
using Xunit;

namespace Nvr.Web.Tests.Api;

public sealed class PictureTests : IAsyncLifetime
{
    private const string Range = "from=2026-11-23T21:30:00Z&to=2026-11-23T21:40:00Z";

    private TestBox box = null!;
    private HttpClient admin = null!;
    private CameraId camera;

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
        camera = box.Cameras.Add("Door");
        box.Footage.KeyFrames.Add(box.Now.Plus(-59_000_000));
        box.Footage.KeyFrames.Add(box.Now.Plus(-54_500_000));
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Index_TellsWhenEachPictureWasTaken_AndWhereItsSheetIs()
    {
        JsonNode index = (await admin.GetFromJsonAsync<JsonNode>($"/api/v1/cameras/{camera}/thumbnails?{Range}"))!;

        Assert.Equal((5.0, 10, 6, 160, 90), (
            index["stepSeconds"]!.GetValue<double>(), index["columns"]!.GetValue<int>(), index["rows"]!.GetValue<int>(), index["tileWidth"]!.GetValue<int>(), index["tileHeight"]!.GetValue<int>()));
        JsonNode sheet = Assert.Single(index["sheets"]!.AsArray())!;
        Assert.Equal("2026-11-23T21:35:00.000000Z", sheet["from"]!.GetValue<string>());
        long?[] offsets = [.. sheet["offsetsMs"]!.AsArray().Select(o => o?.GetValue<long>())];
        Assert.Equal(60, offsets.Length);
        Assert.Equal((241_000, 245_500), (offsets[48], offsets[49]));
        Assert.Equal(58, offsets.Count(o => o is null));
    }

    [Fact]
    public async Task Sheet_UnderTheAddressOfItsVersion_MayBeKeptForEver_ButByNobodyElse()
    {
        string url = await SheetUrlAsync();

        using HttpResponseMessage answer = await admin.GetAsync(url);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType!.MediaType);
        Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: false, MaxAge.TotalDays: 365 });
        Assert.Contains(answer.Headers.CacheControl!.Extensions, e => e.Name == "immutable");
        Assert.True(answer.Headers.ETag is { IsWeak: false });
        Assert.Equal([0xFF, 0xD8], (await answer.Content.ReadAsByteArrayAsync())[..2]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&v=0123456789abcdef01234567")]
    public async Task Sheet_UnderAnotherAddress_IsAskedForEachTime_AndNotSentTwice(string version)
    {
        string url = (await SheetUrlAsync()).Split("&v=")[0] + version;
        using HttpResponseMessage first = await admin.GetAsync(url);
        Assert.True(first.Headers.CacheControl is { Private: true, NoCache: true, MaxAge: null });

        using HttpRequestMessage request = new(HttpMethod.Get, url) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using HttpResponseMessage again = await admin.SendAsync(request);
        box.Footage.KeyFrames.Add(box.Now.Plus(-50_000_000));
        using HttpRequestMessage later = new(HttpMethod.Get, url) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using HttpResponseMessage grown = await admin.SendAsync(later);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, grown.StatusCode);
    }

    [Fact]
    public async Task Picture_IsOfTheKeyFrameNotAfterTheTime_AndSaysWhich()
    {
        using HttpResponseMessage answer = await admin.GetAsync($"/api/v1/cameras/{camera}/picture?time={box.Now.Plus(-55_000_000)}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(box.Now.Plus(-59_000_000).ToString(), answer.Headers.GetValues("Nvr-Time").Single());
    }

    [Theory]
    [InlineData("thumbnails?from=2026-11-23T21:30:00Z", HttpStatusCode.BadRequest, "'to'")]
    [InlineData("thumbnails?from=2026-11-22T21:30:00Z&to=2026-11-23T21:40:00Z", HttpStatusCode.BadRequest, "longer")]
    [InlineData("thumbnails?" + Range + "&height=91", HttpStatusCode.BadRequest, "'height'")]
    [InlineData("thumbnails?" + Range + "&height=-90", HttpStatusCode.BadRequest, "'height'")]
    [InlineData("thumbnails/2026-11-23T21:36:00Z", HttpStatusCode.BadRequest, "five minutes")]
    [InlineData("thumbnails/yesterday", HttpStatusCode.BadRequest, "'start'")]
    [InlineData("thumbnails/2026-11-23T20:00:00Z", HttpStatusCode.NotFound, "There is no footage at that time.")]
    [InlineData("thumbnails/0001-01-01T00:00:00Z", HttpStatusCode.NotFound, "There is no footage at that time.")]
    [InlineData("thumbnails/9999-12-31T23:55:00Z", HttpStatusCode.NotFound, "There is no footage at that time.")]
    [InlineData("picture", HttpStatusCode.BadRequest, "'time'")]
    [InlineData("picture?time=2026-11-23T20:00:00Z", HttpStatusCode.NotFound, "There is no footage at that time.")]
    [InlineData("picture?time=2026-11-23T21:39:03Z&height=4000", HttpStatusCode.BadRequest, "'height'")]
    [InlineData("storyboard?" + Range + "&parts=0", HttpStatusCode.BadRequest, "'parts'")]
    [InlineData("storyboard?" + Range + "&parts=1000", HttpStatusCode.BadRequest, "'parts'")]
    [InlineData("storyboard?from=2026-11-23T21:39:00Z&to=2026-11-23T21:39:01Z", HttpStatusCode.BadRequest, "five seconds")]
    public async Task BadInputOrNoFootage_IsExplained(string path, HttpStatusCode expected, string words)
    {
        using HttpResponseMessage answer = await admin.GetAsync($"/api/v1/cameras/{camera}/{path}");

        Assert.Equal(expected, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventPicture_IsOfItsBox_OrWholeIfWanted()
    {
        StoredEvent seen = Happened(box.Now.Plus(-58_000_000));
        box.Events.Stored.Add(seen);

        string boxed = Encoding.Latin1.GetString(await admin.GetByteArrayAsync($"/api/v1/events/{seen.Id}/picture"));
        string whole = Encoding.Latin1.GetString(await admin.GetByteArrayAsync($"/api/v1/events/{seen.Id}/picture?whole=1&height=180"));

        Assert.Contains("'left'", boxed, StringComparison.Ordinal);
        Assert.DoesNotContain("'left'", whole, StringComparison.Ordinal);
        JsonNode listed = (await admin.GetFromJsonAsync<JsonNode>($"/api/v1/events/{seen.Id}"))!;
        Assert.Equal($"/api/v1/events/{seen.Id}/picture", listed["picture"]!.GetValue<string>());
    }

    [Fact]
    public async Task EventPictureWithoutFootageOrEvent_IsExplained()
    {
        StoredEvent seen = Happened(box.Now.Plus(-500_000_000));
        box.Events.Stored.Add(seen);

        using HttpResponseMessage without = await admin.GetAsync($"/api/v1/events/{seen.Id}/picture");
        using HttpResponseMessage none = await admin.GetAsync($"/api/v1/events/{Guid.NewGuid():n}-1/picture");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (without.StatusCode, none.StatusCode));
        Assert.Contains("no footage", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("no such event", await none.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storyboard_HasAPictureForEachPart_OfTheEventWhereThereIsOne()
    {
        StoredEvent seen = Happened(box.Now.Plus(-54_400_000));
        box.Events.Stored.Add(seen);

        JsonNode story = (await admin.GetFromJsonAsync<JsonNode>($"/api/v1/cameras/{camera}/storyboard?from=2026-11-23T21:38:00Z&to=2026-11-23T21:40:00Z&parts=2"))!;

        JsonArray parts = story["parts"]!.AsArray();
        Assert.Equal(2, parts.Count);
        Assert.Null(parts[0]!["picture"]);
        Assert.Equal(seen.Id.ToString(), parts[1]!["event"]!.GetValue<string>());
        Assert.Equal(box.Now.Plus(-54_500_000).ToString(), parts[1]!["time"]!.GetValue<string>());
        using HttpResponseMessage picture = await admin.GetAsync(parts[1]!["picture"]!.GetValue<string>());
        Assert.True(picture.Headers.CacheControl is { Private: true, MaxAge.TotalDays: 365 });
    }

    [Fact]
    public async Task ViewerOfAnotherCamera_SeesNone()
    {
        StoredEvent seen = Happened(box.Now.Plus(-58_000_000));
        box.Events.Stored.Add(seen);
        using HttpClient viewer = await box.AddUserAsync(admin, "guest", "viewer", box.Cameras.Add("Yard").ToString());

        foreach (string path in new[] { $"cameras/{camera}/thumbnails?{Range}", await SheetUrlAsync(), $"cameras/{camera}/picture?time={box.Now}", $"cameras/{camera}/storyboard?{Range}", $"events/{seen.Id}/picture" })
        {
            using HttpResponseMessage answer = await viewer.GetAsync(path.StartsWith('/') ? path : "/api/v1/" + path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private async Task<string> SheetUrlAsync() =>
        (await admin.GetFromJsonAsync<JsonNode>($"/api/v1/cameras/{camera}/thumbnails?{Range}"))!["sheets"]![0]!["url"]!.GetValue<string>();

    private StoredEvent Happened(UtcTime start) => new()
    {
        Id = new EventId(Guid.NewGuid(), 1), Camera = camera, Start = start, End = start, Closing = EventClosing.Reported, Kind = CameraEventKind.Motion, Box = new EventBox(0.4f, 0.4f, 0.1f, 0.1f),
        Topic = "test", Origin = EventOrigin.Camera,
    };
}
