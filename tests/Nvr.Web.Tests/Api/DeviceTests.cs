using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Nvr.Adoption;
using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Core.Time;
using Xunit;

namespace Nvr.Web.Tests.Api;

public sealed class DeviceTests
{
    [Fact]
    public async Task List_OfDevices_TellsStateSentenceAndNextStepButNoPassword()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        Add(box, DeviceState.NeedsPassword);

        string text = await admin.GetStringAsync("/api/v1/devices");
        JsonNode device = JsonNode.Parse(text)!["devices"]![0]!;
        Assert.Equal("needsPassword", device["state"]!.GetValue<string>());
        Assert.Equal("It asks for a password.", device["sentence"]!.GetValue<string>());
        Assert.Equal("Enter it.", device["nextStep"]!.GetValue<string>());
        Assert.Equal("yard-cam", device["hostName"]!.GetValue<string>());
        Assert.DoesNotContain("v1:sealed", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_WithAccountAndReplacement_PassesBothOn()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        DeviceId id = Add(box, DeviceState.NeedsPassword);
        var departed = DeviceId.New();

        using HttpResponseMessage answer = await admin.PostAsync(
            $"/api/v1/devices/{id}/adopt", TestBox.Body(new { userName = "admin", password = "secret", replaces = departed.ToString() }));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        (DeviceId asked, AdoptionRequest request) = Assert.Single(box.Adoption.Adopted);
        Assert.Equal((id, new CameraAccount("admin", "secret"), departed), (asked, request.Account, request.Replaces));
    }

    [Theory]
    [InlineData("{\"password\":\"secret\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"replaces\":\"the old one\"}", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.OK)]
    public async Task Adopt_WithHalfOfWhatIsNeeded_SaysSo(string body, HttpStatusCode expected)
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        DeviceId id = Add(box, DeviceState.Identified);

        using HttpResponseMessage answer = await admin.PostAsync(
            $"/api/v1/devices/{id}/adopt", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Ignore_OfADevice_ShowsItIgnored()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        DeviceId id = Add(box, DeviceState.Found);

        using HttpResponseMessage answer = await admin.PostAsync($"/api/v1/devices/{id}/ignore", null);
        JsonNode device = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        using HttpResponseMessage missing = await admin.PostAsync($"/api/v1/devices/{DeviceId.New()}/ignore", null);

        Assert.Equal("ignored", device["state"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task SitePassword_WithoutAUser_IsTheUsualOnes()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();

        using HttpResponseMessage answer = await admin.PutAsync("/api/v1/site/camera-password", TestBox.Body(new { password = "cameras-2026" }));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(new CameraAccount("admin", "cameras-2026"), box.Adoption.Site);
    }

    [Fact]
    public async Task UpdateHold_BeginsWithABound_AndEndsByItselfOrWhenTold()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        DeviceId id = Add(box, DeviceState.Recording);
        string hold = $"/api/v1/devices/{id}/update-hold";

        Assert.Equal(box.Now.Plus(45 * 60_000_000L).ToString(), await UpdatingUntilAsync(await admin.PutAsync(hold, TestBox.Body(new { minutes = 45 }))));
        Assert.Null(await UpdatingUntilAsync(await admin.DeleteAsync(hold)));
        Assert.NotNull(await UpdatingUntilAsync(await admin.PutAsync(hold, TestBox.Body(new { }))));
        box.Time.Advance(TimeSpan.FromMinutes(31));
        JsonNode devices = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/devices"))!;
        Assert.Null(devices["devices"]![0]!["updatingUntil"]);
        using HttpResponseMessage tooLong = await admin.PutAsync(hold, TestBox.Body(new { minutes = 241 }));
        using HttpResponseMessage nobody = await admin.PutAsync($"/api/v1/devices/{DeviceId.New()}/update-hold", TestBox.Body(new { }));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (tooLong.StatusCode, nobody.StatusCode));
    }

    private static async Task<string?> UpdatingUntilAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["updatingUntil"]?.GetValue<string>();
        }
    }

    /// <summary>Kinds that an answer of the device may change, and those that only a person can.</summary>
    [Theory]
    [InlineData(ErrorKind.Conflict, "refused")]
    [InlineData(ErrorKind.Unsupported, "refused")]
    [InlineData(ErrorKind.Unreachable, "waits")]
    [InlineData(null, "waits")]
    public async Task Live_WithoutAPicture_SaysWhy_AndWhetherOneMayCome_AndEnds(ErrorKind? kind, string type)
    {
        await using TestBox box = await TestBox.StartAsync(clock: TimeProvider.System);
        using HttpClient admin = await box.SetUpAsync();
        DeviceId id = Add(box, DeviceState.Identified);
        box.Adoption.NoPicture = kind is { } known ? new NvrException(known, "It asks for a password.") : null;
        using ClientWebSocket socket = new();
        socket.Options.SetRequestHeader("Authorization", admin.DefaultRequestHeaders.Authorization!.ToString());

        await socket.ConnectAsync(new UriBuilder(box.Address) { Scheme = "ws", Path = $"/api/v1/devices/{id}/live" }.Uri, TestContext.Current.CancellationToken);
        byte[] buffer = new byte[4096];
        WebSocketReceiveResult first = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        JsonNode said = JsonNode.Parse(buffer.AsSpan(0, first.Count))!;
        WebSocketReceiveResult second = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);

        Assert.Equal(type, said["type"]!.GetValue<string>());
        Assert.Equal(kind is null ? "Nobody answers at rtsp://" : "It asks for a password.", said["sentence"]!.GetValue<string>()[..(kind is null ? 25 : 23)]);
        Assert.Equal(WebSocketMessageType.Close, second.MessageType);
    }

    private static DeviceId Add(TestBox box, DeviceState state)
    {
        var device = new DeviceRecord
        {
            Id = Guid.NewGuid(), State = state, Address = IPAddress.Parse("192.0.2.7"), FirstSeen = new UtcTime(0), LastSeen = new UtcTime(0), SealedPassword = "v1:sealed",
            HostName = "yard-cam",
        };
        box.Adoption.Reports.Add(new DeviceReport
        {
            Device = device, Decision = AdoptionDecision.Automatic, Sentence = "It asks for a password.", NextStep = "Enter it.",
        });
        return device.DeviceId;
    }
}
