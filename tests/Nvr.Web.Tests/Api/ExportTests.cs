using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Web.Exports;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>Exports over the API: what is passed on, from whom, and how the file is sent.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private TestBox box = null!;
    private HttpClient admin = null!;
    private string door = "";
    private string yard = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
        door = box.Cameras.Add("door").ToString();
        yard = box.Cameras.Add("yard").ToString();
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Order_IsPassedOn_WithWhoWantsItAndWhy()
    {
        using HttpClient guard = await box.AddUserAsync(admin, "guard", "operator");

        JsonNode ordered = await OrderAsync(guard, new { cameras = new[] { door, yard, door }, from = "2026-11-23T20:00:00Z", to = "2026-11-23T21:00:00Z", reason = " Till " });

        Assert.Equal(("guard", "Till", "zip", "ready"), ((string?)ordered["wantedBy"], (string?)ordered["reason"], (string?)ordered["form"], (string?)ordered["state"]));
        Assert.Equal([door, yard], ordered["cameras"]!.AsArray().Select(c => (string?)c!["id"]));
        JsonNode list = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/exports", Cancellation))!;
        Assert.Equal((string?)ordered["id"], (string?)Assert.Single(list["exports"]!.AsArray())!["id"]);
    }

    [Theory]
    [InlineData("""{"from":"2026-11-23T20:00:00Z","to":"2026-11-23T21:00:00Z"}""", "'cameras' must name 1 to 64 cameras.")]
    [InlineData("""{"cameras":["nobody"],"from":"2026-11-23T20:00:00Z","to":"2026-11-23T21:00:00Z"}""", "'cameras' must be the ids of cameras.")]
    [InlineData("""{"cameras":["DOOR"],"from":"2026-11-23T20:00:00Z"}""", "'to' must be a time")]
    [InlineData("""{"cameras":["DOOR"],"from":"2026-09-23T20:00:00Z","to":"2026-11-23T21:00:00Z"}""", "The range is longer than")]
    [InlineData("""{"cameras":["DOOR"],"from":"2026-12-23T20:00:00Z","to":"2026-12-23T21:00:00Z"}""", "lies in the future")]
    [InlineData("""{"cameras":["DOOR"],"from":"2026-11-23T20:00:00Z","to":"2026-11-23T21:00:00Z","form":"avi"}""", "'form' must be mp4 or zip.")]
    [InlineData("""{"cameras":["DOOR","YARD"],"from":"2026-11-23T20:00:00Z","to":"2026-11-23T21:00:00Z","form":"mp4"}""", "An MP4 shows one camera.")]
    [InlineData("""{"cameras":["DOOR"],"from":"2026-11-23T20:00:00Z","to":"2026-11-23T21:00:00Z","reason":"two\nlines"}""", "'reason' must have at most 200 characters in one line.")]
    public async Task Order_ThatMakesNoSense_IsRefusedInWords(string body, string words)
    {
        body = body.Replace("DOOR", door, StringComparison.Ordinal).Replace("YARD", yard, StringComparison.Ordinal);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using HttpResponseMessage answer = await admin.PostAsync(new Uri("/api/v1/exports", UriKind.Relative), content, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(box.Exports.Wishes);
    }

    [Fact]
    public async Task Viewer_MayNeitherOrderNorFetch()
    {
        string id = await OrderedAsync();
        using HttpClient viewer = await box.AddUserAsync(admin, "viewer", "viewer", door);

        using HttpResponseMessage order = await viewer.PostAsJsonAsync("/api/v1/exports", new { cameras = new[] { door } }, Cancellation);
        using HttpResponseMessage file = await viewer.GetAsync(new Uri($"/api/v1/exports/{id}/file", UriKind.Relative), Cancellation);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (order.StatusCode, file.StatusCode));
    }

    [Fact]
    public async Task CameraThatWasRemoved_IsExported_AsLongAsItsFootageStays()
    {
        box.Footage.Spans.Add(new FootageSpan(new UtcRange(box.Now.Plus(-60_000_000), box.Now), 100));
        string gone = CameraId.New().ToString();

        await OrderAsync(admin, new { cameras = new[] { gone }, from = "2026-11-23T20:00:00Z", to = "2026-11-23T21:00:00Z", form = "mp4" });

        Assert.Equal(gone, Assert.Single(box.Exports.Wishes).Cameras[0].ToString());
    }

    [Fact]
    public async Task File_HasALengthRangesAndASafeName()
    {
        string id = await OrderedAsync();
        box.Exports.FileName = "../\"Tür\"\r\n;x.mp4";
        using HttpRequestMessage request = new(HttpMethod.Get, $"/api/v1/exports/{id}/file");
        request.Headers.Range = new(10, 19);

        using HttpResponseMessage part = await admin.SendAsync(request, Cancellation);
        using HttpResponseMessage whole = await admin.GetAsync(new Uri($"/api/v1/exports/{id}/file", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(box.Exports.Content[10..20], await part.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(box.Exports.Content.Length, whole.Content.Headers.ContentLength);
        Assert.Equal("\"export-1\"", whole.Headers.ETag!.Tag);
        Assert.Equal("..__T_r____x.mp4", whole.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Equal("../\"Tür\"\r\n;x.mp4", whole.Content.Headers.ContentDisposition.FileNameStar);
    }

    [Fact]
    public async Task File_NotReady_IsAConflictInWords_AndRemovedItIsNotFound()
    {
        string id = await OrderedAsync();
        box.Exports.Set(id, ExportView.Waiting);
        using HttpResponseMessage early = await admin.GetAsync(new Uri($"/api/v1/exports/{id}/file", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/api/v1/exports/{id}", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync(new Uri($"/api/v1/exports/{id}/file", UriKind.Relative), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.DeleteAsync($"/api/v1/exports/{id}", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task HoldOfAnExport_IsNotLetGoByItself()
    {
        FootageHold hold = box.Footage.AddHold(CameraId.New(), new UtcRange(box.Now.Plus(-1000), box.Now), "Export 1.", IExportRoom.HoldOwner);

        using HttpResponseMessage answer = await admin.DeleteAsync($"/api/v1/holds/{hold.Id}", Cancellation);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Remove the export instead.", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Single(box.Footage.ListHolds());
    }

    private async Task<string> OrderedAsync() =>
        (string)(await OrderAsync(admin, new { cameras = new[] { door }, from = "2026-11-23T20:00:00Z", to = "2026-11-23T21:00:00Z", form = "mp4" }))["id"]!;

    private static async Task<JsonNode> OrderAsync(HttpClient client, object body)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync("/api/v1/exports", body, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }
}
