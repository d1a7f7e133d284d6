using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Recording.Watching;
using Xunit;

namespace Nvr.Web.Tests.Api;

/// <summary>The settings of motion of one camera by themselves: what two people do at once, and who may.</summary>
public sealed class CameraMotionTests : IAsyncLifetime
{
    private const string Usual = """{"mode":"automatic","sensitivity":80,"zones":[],"masks":[],"tripwires":[]}""";
    private const string Gate = """{"mode":"on","sensitivity":70,"zones":[{"name":"Gate","points":[{"x":0.5,"y":0},{"x":1,"y":0},{"x":1,"y":0.75}]}]}""";

    private TestBox box = null!;
    private HttpClient admin = null!;
    private CameraId door;

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
        door = box.Cameras.Add("Door", sub: true);
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Motion_IsChangedAlone_AndEverythingElseOfTheCameraStays()
    {
        CameraSettings before = box.Cameras.Stored(door);

        using HttpResponseMessage answer = await PutAsync(Gate);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        CameraSettings after = box.Cameras.Stored(door);
        Assert.Equal("Gate", Assert.Single(after.Motion!.Zones!).Name);
        Assert.Equal(before, after with { Motion = null });
        Assert.Equal("secret-of-Door", after.Password);
        Assert.Equal("Gate", (await ReadAsync(answer))["motion"]!["zones"]![0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Tag_OfWhatIsThere_LetsChange_AndOfWhatWasThere_DoesNot()
    {
        using HttpResponseMessage first = await admin.GetAsync(Address);
        Assert.Equal(Usual, (await ReadAsync(first))["motion"]!.ToJsonString());
        string tag = first.Headers.ETag!.Tag;

        using HttpResponseMessage mine = await PutAsync(Gate, tag);
        using HttpResponseMessage theirs = await PutAsync(Usual, tag);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (mine.StatusCode, theirs.StatusCode));
        Assert.Contains("Somebody else changed", (await ReadAsync(theirs))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(MotionMode.On, box.Cameras.Stored(door).Motion!.Mode);
        using HttpResponseMessage again = await PutAsync(Usual, mine.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(tag, again.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Now_SaysWhetherPicturesAreLookedAt_AndWhyNot()
    {
        Assert.Equal("watched", await NowAsync());
        box.Services.GetRequiredService<OwnMotion>().Note(door);
        Assert.Equal("cameraTells", await NowAsync());
        (await PutAsync("""{"mode":"on"}""")).Dispose();
        Assert.Equal("watched", await NowAsync());
        (await PutAsync("""{"mode":"off"}""")).Dispose();
        Assert.Equal("off", await NowAsync());
        box.Cameras.Change(door, s => s with { Enabled = false });
        Assert.Equal("cameraOff", await NowAsync());
    }

    [Fact]
    public void Box_ThatLooksAtNoneByItself_SaysSo()
    {
        var outlook = new WatchOutlook(box.Services.GetRequiredService<OwnMotion>(), box.Services.GetRequiredService<WatchOptions>() with { IsAutomatic = false });

        Assert.Equal(WatchStanding.BoxDoesNot, outlook.Of(door, isEnabled: true, MotionMode.Automatic));
        Assert.Equal(WatchStanding.Watched, outlook.Of(door, isEnabled: true, MotionMode.On));
    }

    [Theory]
    [InlineData("""{"zones":[{"name":"","points":[]}]}""", "'motion.zones[0].name'")]
    [InlineData("""{"tripwires":[{"name":"A","points":[{"x":0,"y":0}]}]}""", "'motion.tripwires[0].points'")]
    public async Task Motion_ThatCannotBe_IsExplainedByTheField_AndNothingChanges(string motion, string words)
    {
        using HttpResponseMessage answer = await PutAsync(motion);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, (await ReadAsync(answer))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(box.Cameras.Stored(door).Motion);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("operator")]
    public async Task WhoIsNoAdministrator_NeitherReadsNorChangesIt(string role)
    {
        using HttpClient other = await box.AddUserAsync(admin, "other", role, door.ToString());

        using HttpResponseMessage read = await other.GetAsync(Address);
        using HttpResponseMessage change = await other.PutAsync(Address, JsonContent.Create(JsonNode.Parse(Gate)));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (read.StatusCode, change.StatusCode));
    }

    private string Address => $"/api/v1/cameras/{door}/motion";

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonNode>())!;

    private async Task<string> NowAsync()
    {
        using HttpResponseMessage answer = await admin.GetAsync(Address);
        return (await ReadAsync(answer))["now"]!.GetValue<string>();
    }

    private async Task<HttpResponseMessage> PutAsync(string motion, string? tag = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, Address) { Content = JsonContent.Create(JsonNode.Parse(motion)) };
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }
        return await admin.SendAsync(request);
    }
}
