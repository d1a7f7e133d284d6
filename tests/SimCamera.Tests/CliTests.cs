using System.Diagnostics;
using System.Globalization;
using SimCamera.Quirks;
using SimCamera.Tests.Foreign;
using SimCamera.Tests.Onvif;

namespace SimCamera.Tests;

public sealed class CliTests
{
    private static string Program => Path.Combine(AppContext.BaseDirectory, "simcamera");

    [Fact]
    public async Task Run_SigTerm_EndsCleanlyWithTheLogWritten()
    {
        string log = Path.GetTempFileName();
        string[] arguments = ["run", "--cameras", "2", "--size", "320x240", "--kbit", "400", "--gop", "10", "--log", log, "--cache", SmallCamera.CacheDirectory];
        using Process process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true })!;
        List<string> lines = [];
        while (await process.StandardOutput.ReadLineAsync() is { } line && line != "ready")
        {
            lines.Add(line);
        }

        Assert.Equal(["camera cam1", "camera cam2"], lines.Select(l => string.Join(' ', l.Split(' ')[..2])));
        ForeignProgram decoded = await FfmpegDecoding.RunAsync(lines[1].Split(' ')[2] + "/sub", "tcp");
        Assert.True(FfmpegDecoding.Lines(decoded, 0) >= 20, decoded.Errors);
        await ForeignProgram.RunAsync("kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
        using var patience = new CancellationTokenSource(Wire.RawRtsp.Patience);
        await process.WaitForExitAsync(patience.Token);

        Assert.Equal(0, process.ExitCode);
        Assert.Contains(File.ReadLines(log), l => l.StartsWith("cam2,1,", StringComparison.Ordinal));
        File.Delete(log);
    }

    [Fact]
    public async Task Quirks_Listed_AreAllThere()
    {
        ForeignProgram run = await ForeignProgram.RunAsync(Program, "quirks");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(QuirkCatalog.All.Select(q => q.Name), run.Output.TrimEnd().Split('\n').Select(l => l.Split(' ', '[')[0]));
    }

    [Fact]
    public async Task Run_WithOnvif_PrintsADeviceForEachGroupOfSources()
    {
        string[] arguments =
        [
            "run", "--cameras", "3", "--sources", "2", "--size", "320x240", "--kbit", "400", "--gop", "10", "--cache", SmallCamera.CacheDirectory,
            "--onvif", "--serial", "S", "--mac", "02:00:00:00:00:ff", "--account", "boss:a:b:Administrator", "--discovery-port", "0", "--no-multicast",
        ];
        using Process process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true })!;
        List<string[]> devices = [];
        while (await process.StandardOutput.ReadLineAsync() is { } line && line != "ready")
        {
            devices.AddRange(line.StartsWith("onvif ", StringComparison.Ordinal) ? [line.Split(' ')] : []);
        }

        using var client = new RawOnvif(new Uri(devices[1][2]));
        OnvifAnswer information = await client.AskWithDigestAsync("boss", "a:b", RawOnvif.Device, "GetDeviceInformation");
        OnvifAnswer network = await client.AskWithDigestAsync("boss", "a:b", RawOnvif.Device, "GetNetworkInterfaces");
        await ForeignProgram.RunAsync("kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
        using var patience = new CancellationTokenSource(Wire.RawRtsp.Patience);
        await process.WaitForExitAsync(patience.Token);

        Assert.Equal(["cam1", "cam3"], devices.Select(d => d[1]));
        Assert.Equal(("S-2", "02:00:00:00:01:00"), (information["SerialNumber"], network["HwAddress"]));
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData("--size", "big", "1280x720")]
    [InlineData("--quirk", "nonsense", "no quirk")]
    [InlineData("--port", "70000", "65535")]
    [InlineData("--cameras", "0", "1 to 500")]
    [InlineData("--name", "a/b", "letters")]
    [InlineData("--address", "nowhere", "not an IP address")]
    [InlineData("--onvif", "--mac=xyz", "not a MAC address")]
    [InlineData("--onvif", "--account=boss", "NAME:PASSWORD:LEVEL")]
    [InlineData("--onvif", "--discovery-port=70000", "65535")]
    public async Task Run_BadArgument_IsRefusedInASentence(string option, string value, string words)
    {
        ForeignProgram run = await ForeignProgram.RunAsync(Program, "run", option, value, "--cache", SmallCamera.CacheDirectory);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("quirks")]
    public async Task Help_Command_HasExamples(string command) =>
        Assert.Contains("Example", (await ForeignProgram.RunAsync(Program, command, "--help")).Output, StringComparison.Ordinal);
}
