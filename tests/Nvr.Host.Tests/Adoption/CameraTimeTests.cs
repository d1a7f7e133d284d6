using System.Globalization;
using System.Text.Json;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Adoption;

/// <summary>The box is the time server of its cameras.</summary>
public sealed class CameraTimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Camera_PluggedIn_GetsItsTimeFromTheBox_AndBackAgain()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera plugged = await network.PlugAsync("--quirk", "onvif-wrong-clock=3", "--ntp-seconds", "0.5");
        await network.WaitForRecordingAsync(1, Patience);

        JsonElement setting = ClockOf(Assert.Single(await network.DevicesAsync())).GetProperty("settings")[0];

        Assert.Equal(("set by hand", $"time server {CameraNetwork.BoxAddress}"), (setting.GetProperty("from").GetString(), setting.GetProperty("to").GetString()));
        // The camera's clock runs away, and follows the box by itself.
        await plugged.MakeAsync("clock?seconds=500");
        await Wait.UntilAsync(async () => Math.Abs((await ClockAsync(plugged) - TimeProvider.System.GetUtcNow()).TotalSeconds) < 5, Patience, network.Box.Log.ToString);
        JsonElement reverted = await network.PostAsync((await network.DevicesAsync())[0], "revert");
        Assert.NotEqual(JsonValueKind.Null, ClockOf(reverted).GetProperty("undoneAt").ValueKind);
        Assert.Contains("Manual", await AskClockAsync(plugged), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ntpdate_OnTheCameraNetwork_GetsTheTime_AndNobodyElseDoes()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera plugged = await network.PlugAsync();
        await network.WaitForRecordingAsync(1, Patience);

        string said = await plugged.OutputAsync("ntpdate", "-q", CameraNetwork.BoxAddress);

        Assert.Contains(CameraNetwork.BoxAddress, said, StringComparison.Ordinal);
        Assert.Matches(@"[+-]0\.\d+", said);
        // As the kernel of the machine that tests has it: kept in step, or by itself.
        Assert.Matches(@"\bs(3|10)\b", said);
        // The same socket's port at another address of the box, as of the office network.
        await network.AddOfficeAsync("10.88.0.1");
        string elsewhere = await plugged.OutputAsync("sh", "-c", "ip route add 10.88.0.1 dev eth0; ntpdate -q -t 1 10.88.0.1 2>&1 || true");
        Assert.DoesNotMatch(@"[+-]0\.\d+ \+/-", elsewhere);
    }

    [Fact]
    public async Task TimeServer_SwitchedOff_ClocksAreSetByHand()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync("--time-server", "off");
        PluggedCamera plugged = await network.PlugAsync("--quirk", "onvif-wrong-clock=3");
        await network.WaitForRecordingAsync(1, Patience);

        Assert.DoesNotContain(Assert.Single(await network.DevicesAsync()).GetProperty("changes").EnumerateArray(), c => c.GetProperty("encoder").GetString() == "clock");
        Assert.Equal(0, (await ClockAsync(plugged) - TimeProvider.System.GetUtcNow()).TotalSeconds, 10.0);
    }

    [Theory]
    [InlineData("70000")]
    [InlineData("ntp")]
    [InlineData("-1")]
    public async Task TimeServer_ThatCannotBe_IsRefusedInWords(string text)
    {
        using var scratch = new Scratch();

        ProgramResult result = await NvrdProgram.RunAsync("run", "--data", scratch.Data, "--listen", "127.0.0.1:0", $"--time-server={text}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--time-server", result.Error, StringComparison.Ordinal);
    }

    private static JsonElement ClockOf(JsonElement device) =>
        device.GetProperty("changes").EnumerateArray().Single(c => c.GetProperty("encoder").GetString() == "clock");

    private static Task<string> AskClockAsync(PluggedCamera plugged) => plugged.OutputAsync(
        "curl", "-sf", "-H", "Content-Type: application/soap+xml", "--data", "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body>"
        + "<GetSystemDateAndTime xmlns='http://www.onvif.org/ver10/device/wsdl'/></s:Body></s:Envelope>", $"http://{plugged.Address}/onvif/device_service");

    private static async Task<DateTimeOffset> ClockAsync(PluggedCamera plugged)
    {
        string utc = (await AskClockAsync(plugged)).Split("UTCDateTime>")[1];
        int Part(string name) => int.Parse(utc.Split($"<tt:{name}>")[1].Split('<')[0], CultureInfo.InvariantCulture);
        return new DateTimeOffset(Part("Year"), Part("Month"), Part("Day"), Part("Hour"), Part("Minute"), Part("Second"), TimeSpan.Zero);
    }
}
