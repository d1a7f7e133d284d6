using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Adoption;

/// <summary>Cameras whose maker's "smart codec" makes key pictures rare: it is switched off over the maker's own interface, and what is recorded shows it.</summary>
public sealed class SmartCodecTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData("Hikvision", "H.264+ or H.265+ (channel 101)", "on", "off")]
    [InlineData("Dahua", "Smart Codec (channel 1)", "on", "off")]
    [InlineData("Axis", "Zipstream, key pictures (channel 1)", "dynamic", "fixed")]
    public async Task SmartCodec_IsSwitchedOffShownAndTakenBack(string maker, string setting, string from, string to)
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        await PlugAsync(network, maker);
        CameraReading camera = Assert.Single(await network.WaitForRecordingAsync(1, Patience, seconds: 12));

        Assert.InRange(await LongestKeyDistanceAsync(network, camera), 1.5, 2.5);
        JsonElement device = await network.WaitForDeviceAsync("recording", Patience);
        JsonElement change = ChangeOf(device);
        Assert.Contains(change.GetProperty("settings").EnumerateArray(), s => (s.GetProperty("setting").GetString(), s.GetProperty("from").GetString(), s.GetProperty("to").GetString()) == (setting, from, to));
        Assert.Equal(JsonValueKind.Null, change.GetProperty("undoneAt").ValueKind);

        UtcTime taken = UtcTime.From(TimeProvider.System.GetUtcNow());
        JsonElement reverted = await network.PostAsync(device, "revert");

        Assert.NotEqual(JsonValueKind.Null, ChangeOf(reverted).GetProperty("undoneAt").ValueKind);
        await Wait.UntilAsync(
            async () => (await network.Api.RecentAsync(camera.Id)).Spans[^1].End.Since(taken) > 30_000_000, Patience, () => $"footage after {taken}\n{network.Box.Log}");
        Assert.True(await LongestKeyDistanceAsync(network, camera) > 6);
        // Who took it back wants it so.
        Assert.Equal($"{camera.Name} is being recorded.", Assert.Single(await network.DevicesAsync()).GetProperty("sentence").GetString());
    }

    [Theory]
    [InlineData("Refuses", "refuses to have H.264+ and H.265+ switched off", "on the camera's own page")]
    [InlineData("Lies", "but it is still on", "on the camera's own page")]
    [InlineData("NeedsReboot", "follows it only after a restart", "Restart the camera")]
    public async Task Camera_ThatDoesNotFollow_IsRecordedAndExplained(string fault, string sentence, string nextStep)
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        await PlugAsync(network, "Hikvision", "--smart-fault", fault);
        await network.WaitForRecordingAsync(1, Patience);

        JsonElement device = await network.WaitForDeviceAsync("recording", Patience);

        Assert.Contains(sentence, device.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Contains(nextStep, device.GetProperty("nextStep").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Camera_ThatNeedsARestart_IsWellAfterIt()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera plugged = await PlugAsync(network, "Hikvision", "--smart-fault", "NeedsReboot", "--reboot-seconds", "2");
        CameraReading camera = Assert.Single(await network.WaitForRecordingAsync(1, Patience));

        await plugged.MakeAsync("reboot");

        await Wait.UntilAsync(
            async () => Assert.Single(await network.DevicesAsync()).GetProperty("sentence").GetString() == $"{camera.Name} is being recorded.",
            Patience,
            () => $"no complaint\n{network.Box.Log}");
    }

    [Theory]
    [InlineData("Nobody", "can begin only every", "Switch Smart Codec off on the camera's own page")]
    [InlineData("Uniview", "can begin only every", "Switch U-Code off on the camera's own page")]
    public async Task Camera_OfAMakerWithoutAKnownInterface_IsExplainedByWhatIsMeasured(string maker, string sentence, string nextStep)
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        await PlugAsync(network, maker);
        await network.WaitForRecordingAsync(1, Patience);

        JsonElement device = default;
        await Wait.UntilAsync(
            async () => (device = Assert.Single(await network.DevicesAsync())).GetProperty("sentence").GetString()!.Contains(sentence, StringComparison.Ordinal),
            Patience,
            () => $"'{sentence}'; it is {device}\n{network.Box.Log}");
        Assert.StartsWith(nextStep, device.GetProperty("nextStep").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(device.GetProperty("changes").EnumerateArray(), c => c.GetProperty("encoder").GetString() == "smartCodec");
    }

    [Fact]
    public async Task Camera_WithOtherUsersForItsPage_IsExplainedWhenItsKeyPicturesAreRare()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        await PlugAsync(network, "Dahua", "--smart-fault", "OtherUsers");

        await Wait.UntilAsync(
            async () => Assert.Single(await network.DevicesAsync()).GetProperty("sentence").GetString()!.Contains("may not switch Smart Codec off", StringComparison.Ordinal),
            Patience,
            () => $"a sentence about its key pictures\n{network.Box.Log}");
    }

    private static async Task<PluggedCamera> PlugAsync(CameraNetwork network, string maker, params string[] more)
    {
        PluggedCamera plugged = await network.PlugAsync(["--smart-codec", "--maker", maker, "--user", "owner", "--password", "secret-1", .. more]);
        await network.PostAsync(await network.WaitForDeviceAsync("needsPassword", Patience), "adopt", Account());
        return plugged;
    }

    private static JsonObject Account() => new() { ["userName"] = "owner", ["password"] = "secret-1" };

    private static JsonElement ChangeOf(JsonElement device) =>
        Assert.Single(device.GetProperty("changes").EnumerateArray(), c => c.GetProperty("encoder").GetString() == "smartCodec");

    /// <summary>In seconds, in the newest stretch of the recording as it is downloaded.</summary>
    private static async Task<double> LongestKeyDistanceAsync(CameraNetwork network, CameraReading camera)
    {
        using var scratch = new Scratch();
        UtcRange newest = (await network.Api.RecentAsync(camera.Id)).Spans[^1];
        string movie = scratch.At("movie.mp4");
        await network.Api.DownloadAsync($"cameras/{camera.Id}/video.mp4?from={newest.Start}&to={newest.End}", movie);
        string packets = await ForeignProgram.OutputAsync("ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", movie);
        double[] keys =
        [
            .. packets.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(','))
                .Where(p => p[1].StartsWith('K')).Select(p => double.Parse(p[0], CultureInfo.InvariantCulture)).Order(),
        ];
        return keys.Zip(keys.Skip(1)).Max(pair => pair.Second - pair.First);
    }
}
