using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Adoption.Trying;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>An address over the API: what is tried, what is not, and how often.</summary>
public sealed class TrialTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("192.0.2.20", "rtsp://192.0.2.20/")]
    [InlineData(" 192.0.2.20:8554 ", "rtsp://192.0.2.20:8554/")]
    [InlineData("rtsp://192.0.2.20/stream1", "rtsp://192.0.2.20/stream1")]
    [InlineData("rtsps://192.0.2.20/stream1?channel=2", "rtsps://192.0.2.20/stream1?channel=2")]
    public async Task WhatSomebodyTypes_BecomesAnAddress(string typed, string tried)
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        JsonNode answer = await TryAsync(admin, new { address = typed, search = true });

        TrialRequest request = Assert.Single(box.Trial.Tried);
        Assert.Equal((new Uri(tried), true, null), (request.Address, request.IsSearch, request.UserName));
        Assert.Equal(("needsPassword", "The camera answers, but asks for a password."), ((string?)answer["outcome"], (string?)answer["sentence"]));
    }

    [Fact]
    public async Task CredentialsInTheAddress_AreTakenOutOfIt_AndNeverComeBack()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        box.Trial.Answer = new TrialReport(TrialOutcome.Picture, "The camera answers, and offers a picture (H.264).", null, new Uri("rtsp://192.0.2.20/stream1"));

        JsonNode answer = await TryAsync(admin, new { address = "rtsp://admin:s3cret@192.0.2.20/stream1" });

        TrialRequest request = Assert.Single(box.Trial.Tried);
        Assert.Equal(("admin", "s3cret", "rtsp://192.0.2.20/stream1"), (request.UserName, request.Password, request.Address.AbsoluteUri));
        Assert.DoesNotContain("s3cret", answer.ToJsonString() + request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.168.1", "'address' is not whole yet: an IP address has four numbers, such as 192.168.1.20.")]
    [InlineData("", "'address' is empty. A camera's address looks like rtsp://192.168.1.20/stream1.")]
    [InlineData("http://192.0.2.20/", "'address' begins with http:, but a camera's address begins with rtsp:// or rtsps://, or with analog: for a video device.")]
    [InlineData("127.0.0.1", "'address' points at this recorder itself (127.0.0.1). Enter the address of the camera.")]
    [InlineData("239.1.2.3", "'address' is a multicast or broadcast address (239.1.2.3). Enter the camera's own address; multicast is chosen as its transport.")]
    [InlineData("analog:/dev/video0", "'address' names a video device of this recorder, which shows its picture once it is added.")]
    public async Task WhatIsNoCamerasAddress_IsSaid_AndNobodyIsAsked(string typed, string sentence)
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage answer = await admin.PostAsync("/api/v1/cameras/trial", TestBox.Body(new { address = typed }), Cancellation);

        Assert.Equal((HttpStatusCode.BadRequest, sentence), (answer.StatusCode, (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["detail"]));
        Assert.Empty(box.Trial.Tried);
    }

    [Fact]
    public async Task OneHost_IsNotStormed_AndOthersAreStillAsked()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        for (int i = 0; i < 40; i++)
        {
            await TryAsync(admin, new { address = "192.0.2.20" });
        }

        using HttpResponseMessage limited = await admin.PostAsync("/api/v1/cameras/trial", TestBox.Body(new { address = "192.0.2.20" }), Cancellation);
        await TryAsync(admin, new { address = "192.0.2.21" });

        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.True(limited.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal(41, box.Trial.Tried.Count);
        box.Time.Advance(TimeSpan.FromMinutes(6));
        await TryAsync(admin, new { address = "192.0.2.20" });
    }

    [Fact]
    public async Task Camera_ThatIsRecordedAlready_IsNamed()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        box.Cameras.Add("Back door");
        Uri recorded = box.Cameras.List()[0].Settings.MainUrl;
        box.Trial.Answer = new TrialReport(TrialOutcome.Picture, "The camera answers, and its picture was found.", null, recorded);

        JsonNode answer = await TryAsync(admin, new { address = "192.0.2.20", search = true });

        Assert.Equal("Back door", (string?)answer["knownAs"]);
    }

    private static async Task<JsonNode> TryAsync(HttpClient client, object body)
    {
        using HttpResponseMessage answer = await client.PostAsync("/api/v1/cameras/trial", TestBox.Body(body), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }
}
