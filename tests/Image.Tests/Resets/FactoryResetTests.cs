using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Torture.Box;
using Xunit;

namespace Image.Tests.Resets;

/// <summary>Back to the factory's settings from the page: the box is somebody else's, with the recordings or without them.</summary>
public sealed class FactoryResetTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task Reset_ErasesSettings_KeepsRecordings_AndErasesThemToo_WhereThatIsAsked()
    {
        await using ImageBox box = await ImageBox.StartAsync();
        await box.OpenAsync();
        await box.MakeMirrorAndRecordAsync();
        await box.SetNameAsync("Shop");
        await box.Api.WaitForFootageAsync(box.CameraNames, 6, s_patience);
        string code = LastCode(box);

        await ResetAsync(box, "Shop", eraseRecordings: false);

        string next = LastCode(box);
        Assert.NotEqual(code, next);
        Assert.Equal(JsonValueKind.Null, (await box.Api.GetAsync("box")).GetProperty("name").ValueKind);
        // Former cameras: there to be looked at, and not recorded.
        JsonElement[] former = [.. (await box.Api.GetAsync("cameras")).GetProperty("cameras").EnumerateArray()];
        Assert.Equal(2, former.Length);
        Assert.All(former, c => Assert.False(c.GetProperty("enabled").GetBoolean()));
        foreach (JsonElement camera in former)
        {
            Assert.True((await box.Api.RecentAsync(camera.GetProperty("id").GetString()!)).Seconds >= 6);
        }
        string name = await AddAsync(box, "anew");
        Assert.True((await UsageAsync(box)) > 0);

        await ResetAsync(box, null, eraseRecordings: true);

        Assert.NotEqual(next, LastCode(box));
        Assert.Empty(await box.Api.CamerasAsync());
        await Wait.UntilAsync(async () => await UsageAsync(box) == 0, s_patience, () => $"no recording is left of {name}");
        await AddAsync(box, "last");

        // It is the same after its power was cut: nothing of the reset is left to be done once more.
        await box.Guest.TakePowerAsync();
        await box.Guest.GivePowerAsync();
        await box.OpenAsync();
        Assert.Equal(["last"], (await box.Api.CamerasAsync()).Select(c => c.Name));
        await box.Api.WaitForStateAsync("last", "recording", s_patience);
    }

    /// <summary>Asks for it as the page does, and sets the box up anew with the code that it says then.</summary>
    private static async Task ResetAsync(ImageBox box, string? name, bool eraseRecordings)
    {
        int said = box.Guest.ConsoleText.Length;
        string confirm = (await box.Api.GetAsync("box/reset")).GetProperty("name").GetString()!;
        Assert.Equal(name ?? confirm, confirm);
        var body = new JsonObject { ["password"] = BoxApi.Password, ["confirm"] = confirm, ["eraseRecordings"] = eraseRecordings };
        using HttpResponseMessage begun = await box.Api.AskAsync(HttpMethod.Post, "box/reset", body.ToJsonString());
        Assert.Equal(HttpStatusCode.NoContent, begun.StatusCode);
        await box.Guest.WaitForConsoleAsync("Setup code: ", said, s_patience);
        await box.OpenAsync();
    }

    private static async Task<string> AddAsync(ImageBox box, string name)
    {
        await box.Api.AddCameraAsync(name, new Uri($"rtsp://10.0.2.2:{box.Cameras.Port}/{box.CameraNames[0]}"));
        await box.Api.WaitForFootageAsync([name], 4, s_patience);
        return name;
    }

    private static async Task<long> UsageAsync(ImageBox box) => (await box.Api.GetAsync("storage")).GetProperty("volumes").EnumerateArray().Sum(v => v.GetProperty("footageBytes").GetInt64());

    private static string LastCode(ImageBox box) => box.Guest.ConsoleText.Split("Setup code: ")[^1].Split('\n')[0].Trim();
}
