using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>The disks over the API: what is passed on, and from whom.</summary>
public sealed class DiskTests
{
    [Fact]
    public async Task Disks_AreShown()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        JsonNode disks = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/disks", TestContext.Current.CancellationToken))!;

        Assert.True(disks["hasBays"]!.GetValue<bool>());
        Assert.Equal("""{"name":"1","state":"well","disk":"S1"}""", disks["bays"]![0]!.ToJsonString());
        Assert.Equal("single", disks["plans"]![0]!["level"]!.GetValue<string>());
    }

    [Fact]
    public async Task Wishes_ArePassedOn_AndAnsweredWithAccepted()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        HttpStatusCode[] answers =
        [
            await PostAsync(admin, "disks/volumes", new { name = "footage", level = "raid1", disks = new[] { "S1", "S2" } }),
            await PostAsync(admin, "disks/volumes/v/adopt", new { name = "old" }),
            await PostAsync(admin, "disks/volumes/v/delete", new { confirm = "footage" }),
            await PostAsync(admin, "disks/volumes/v/spare", new { disk = "S3" }),
            await PostAsync(admin, "disks/volumes/v/check", new { }),
            await PostAsync(admin, "disks/S1/erase", new { confirm = "S1" }),
        ];

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Accepted, a));
        Assert.Equal(["create footage raid1 S1,S2 ext4", "adopt v old", "delete v footage", "spare v S3", "check v", "erase S1"], box.Disks.Wishes);
    }

    [Fact]
    public async Task Erasing_WithoutConfirmation_IsRefused_AndMissingFieldsAreNamed()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage unnamed = await admin.PostAsJsonAsync("/api/v1/disks/volumes", new { name = "footage" }, TestContext.Current.CancellationToken);
        JsonNode problem = (await unnamed.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(admin, "disks/S1/erase", new { }));
        Assert.Equal((HttpStatusCode.BadRequest, "'level' is missing."), (unnamed.StatusCode, problem["detail"]!.GetValue<string>()));
        Assert.Empty(box.Disks.Wishes);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.NotFound)]
    public async Task Plugging_IsForSimulatedBoardsAlone(bool simulated, HttpStatusCode expected)
    {
        await using TestBox box = await TestBox.StartAsync(o => o with { Simulated = simulated });
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage answer = await admin.PutAsJsonAsync("/api/v1/disks/bays/1/simulated", new { bytes = 1000 }, TestContext.Current.CancellationToken);

        Assert.Equal((expected, simulated ? 1 : 0), (answer.StatusCode, box.Disks.Wishes.Count));
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path, object body)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync($"/api/v1/{path}", body, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
