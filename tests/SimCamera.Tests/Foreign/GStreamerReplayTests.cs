using System.Globalization;
using System.Text.RegularExpressions;
using SimCamera.Onvif;
using SimCamera.Tests.Onvif;

namespace SimCamera.Tests.Foreign;

public sealed partial class GStreamerReplayTests
{
    private const int Frames = 60;
    private static readonly DateTimeOffset s_ntpEpoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task RtpOnvifParse_OfTheCard_ReadsTheTimesOfTheRecording()
    {
        await using TestDevice test = await TestDevice.StartAsync(SmallCamera.Options with { Onvif = new OnvifOptions { CardSeconds = 30 } });
        DateTimeOffset start = test.Device.Card.Spans[0].From;
        string[] pipeline =
        [
            "rtspsrc", $"location={test.Camera.ReplayUrl}", "protocols=tcp", "onvif-mode=true", "onvif-rate-control=false", "!", "rtponvifparse", "!",
            "rtph264depay", "!", "h264parse", "!", "identity", $"eos-after={Frames}", "silent=false", "!", "fakesink",
        ];
        ForeignProgram run = await ForeignProgram.RunAsync("gst-launch-1.0", ["-v", .. pipeline]);
        DateTimeOffset[] times = [.. ChainTime().Matches(run.Output).Select(TimeOf)];

        Assert.True(times.Length >= Frames - 1, run.Errors + run.Output[Math.Max(0, run.Output.Length - 3000)..]);
        // The player asks from the beginning of time, and drops what comes before it has built its pipeline.
        Assert.InRange((times[0] - start).TotalSeconds, 0, 20);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(0.04, (pair.Second - pair.First).TotalSeconds, 0.001));
    }

    private static DateTimeOffset TimeOf(Match match)
    {
        double Part(int index) => double.Parse(match.Groups[index].Value, CultureInfo.InvariantCulture);
        return s_ntpEpoch.AddSeconds((Part(1) * 3600) + (Part(2) * 60) + Part(3));
    }

    [GeneratedRegex(@"chain .*pts: (\d+):(\d+):([\d.]+)")]
    private static partial Regex ChainTime();
}
