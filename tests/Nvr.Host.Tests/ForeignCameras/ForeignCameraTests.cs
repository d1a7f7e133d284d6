using Nvr.Host.Tests.Kit;
using Xunit;

namespace Nvr.Host.Tests.ForeignCameras;

/// <summary>Cameras that this project did not write, recorded for real and read back with programs that it did not write.</summary>
public sealed class ForeignCameraTests(ForeignRecordings recordings) : IClassFixture<ForeignRecordings>
{
    public static TheoryData<string> Names => [.. ForeignCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ForeignCamera_WhenConnected_IsRecorded(string name)
    {
        ForeignRecording recording = recordings[name];

        Assert.True(recording.Seconds >= ForeignRecordings.Seconds, $"{recording.Camera.Main.Sentence} {recording.Late}");
        Assert.Equal("recording", recording.Camera.Main.State);
        Assert.Equal(0, recordings.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Files_AsTheyLieOnDisk_DecodeWithForeignPlayers(string name)
    {
        ForeignCase expected = ForeignCase.All.Single(c => c.Name == name);
        Assert.NotEmpty(recordings[name].Files);

        double frames = 0;
        double seconds = 0;
        foreach (string file in recordings[name].Files)
        {
            MediaProbe probe = await MediaProbe.OfAsync(file);
            Assert.Equal(expected.VideoTag, probe.Video.Tag);
            Assert.Equal(expected.AudioTag, probe.Audio?.Tag);
            frames += probe.Video.Packets;
            seconds += probe.Seconds;
            await MediaProbe.AssertDecodesAsync(file);
        }

        Assert.InRange(seconds, ForeignRecordings.Seconds, 180);
        Assert.InRange(frames / seconds, expected.FramesPerSecond * 0.9, expected.FramesPerSecond * 1.1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Movie_FromTheApi_DecodesWhole(string name)
    {
        ForeignCase expected = ForeignCase.All.Single(c => c.Name == name);
        MediaProbe probe = await MediaProbe.OfAsync(recordings[name].Movie);

        Assert.Equal(expected.AudioTag is null, probe.Audio is null);
        Assert.InRange(probe.Seconds, ForeignRecordings.Seconds - 1, 180);
        Assert.InRange(probe.Video.Packets / probe.Seconds, expected.FramesPerSecond * 0.9, expected.FramesPerSecond * 1.1);
        await MediaProbe.AssertDecodesAsync(recordings[name].Movie);
    }

    [Theory]
    [InlineData("gst-h264-aac")]
    [InlineData("gst-h265")]
    [InlineData("gst-pcma")]
    public async Task File_InVlc_ShowsPictures(string name)
    {
        string pictures = Path.Combine(recordings.Workplace, "vlc-" + name);

        await VlcPlayer.PlayAsync(recordings[name].Files[0], pictures);

        // One picture in ten is written down.
        Assert.InRange(Directory.GetFiles(pictures, "*.png").Length, 5, 1000);
    }
}
