using System.Text.Json;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Panel;

/// <summary>The lights of the simulated board, told by the program that records.</summary>
public sealed class FrontPanelTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Rec_OfABoxThatRecords_IsGreenOnlyWithFootageOnTheDisk()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        Assert.Equal(("off", "solid"), await LedAsync(api, "rec"));

        await api.AddCameraAsync("door", cameras.Cameras[0].Url);
        await Wait.UntilAsync(async () => await LedAsync(api, "rec") == ("green", "solid"), Patience, () => "REC turns green");
        Assert.NotEmpty(Directory.EnumerateFiles(scratch.Data, "*.mp4", SearchOption.AllDirectories));

        await api.AddCameraAsync("nowhere", new Uri("rtsp://127.0.0.1:1/none"));
        await Wait.UntilAsync(async () => await LedAsync(api, "rec") is ("amber", _), Patience, () => "REC turns amber for the camera that is not recorded");
    }

    [Fact]
    public async Task LocateButton_PressedAndPressedAgain_LetsTheBoxBlinkAndStops()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);

        foreach (bool locating in new[] { true, false })
        {
            await Finger.HoldAsync(api, "locate", TimeSpan.FromSeconds(0.2));
            await Wait.UntilAsync(async () => (await api.GetAsync("panel")).GetProperty("locating").GetBoolean() == locating, Patience, () => $"locating is {locating}");
            await Wait.UntilAsync(async () => ((await LedAsync(api, "status")).Rhythm == "doubleFlash") == locating, Patience, () => $"STATUS shows it: {locating}");
        }
    }

    private static async Task<(string Colour, string Rhythm)> LedAsync(BoxApi api, string name)
    {
        JsonElement led = (await api.GetAsync("panel")).GetProperty("leds").EnumerateArray().First(l => l.GetProperty("group").GetString() == "panel" && l.GetProperty("name").GetString() == name);
        return (led.GetProperty("colour").GetString()!, led.GetProperty("rhythm").GetString()!);
    }
}
