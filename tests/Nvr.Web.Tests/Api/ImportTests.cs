using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Nvr.Web.Tests.Api;

public sealed class ImportTests
{
    private const string List = """
        name,url,user,password
        Yard,rtsp://192.0.2.8/yard,cam,secret-8
        Door,rtsp://192.0.2.9/door,cam,secret-9
        Lane,,,
        """;

    [Fact]
    public async Task Import_WithoutCreate_ShowsWhatWouldBeAddedWithoutPasswords()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        (JsonNode answer, string text) = await ImportAsync(admin, new { content = List });

        Assert.Equal(["Yard", "Door"], answer["cameras"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()));
        Assert.All(answer["cameras"]!.AsArray(), c => Assert.True(c!["hasPassword"]!.GetValue<bool>() && c["id"] is null));
        Assert.Equal(4, Assert.Single(answer["remarks"]!.AsArray())!["line"]!.GetValue<int>());
        Assert.DoesNotContain("secret-", text, StringComparison.Ordinal);
        Assert.Empty(box.Cameras.List());
    }

    [Fact]
    public async Task Import_WithCreate_AddsThemAndTellsWhichCannotBe()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        box.Cameras.Add("Door");

        (JsonNode answer, _) = await ImportAsync(admin, new { content = List, create = true });

        JsonNode[] cameras = [.. answer["cameras"]!.AsArray().Select(c => c!)];
        Assert.NotNull(cameras[0]["id"]);
        Assert.Contains("Door", cameras[1]["problem"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["Door", "Yard"], box.Cameras.List().Select(c => c.Settings.Name));
        Assert.Equal("secret-8", box.Cameras.Stored(box.Cameras.List()[1].Id).Password);
    }

    [Fact]
    public async Task Import_OfChosenLines_AddsThoseAlone()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        (JsonNode answer, _) = await ImportAsync(admin, new { content = List, create = true, lines = new[] { 3 } });

        Assert.Equal("Door", Assert.Single(answer["cameras"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal("Door", Assert.Single(box.Cameras.List()).Settings.Name);
    }

    [Fact]
    public async Task Import_OfALargeFile_IsRead()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        string rows = string.Concat(Enumerable.Range(1, 200).Select(i => $"Camera {i} {new string('x', 40)},rtsp://192.0.2.{i}/{new string('y', 500)}\n"));

        (JsonNode answer, _) = await ImportAsync(admin, new { content = "name,url\n" + rows });

        Assert.Equal(200, answer["cameras"]!.AsArray().Count);
    }

    private static async Task<(JsonNode Answer, string Text)> ImportAsync(HttpClient admin, object body)
    {
        using HttpResponseMessage answer = await admin.PostAsync("/api/v1/cameras/import", TestBox.Body(body));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return (JsonNode.Parse(text)!, text);
    }
}
