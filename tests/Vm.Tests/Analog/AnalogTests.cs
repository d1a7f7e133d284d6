using System.Text.Json;
using Torture.Box;
using Vm.Guests;
using Vm.Tests.Kit;
using Xunit;

namespace Vm.Tests.Analog;

/// <summary>Analog cameras on a video device of a real kernel, with FFmpeg 7.1.</summary>
[Collection<SharedGuestUsers>]
public sealed class AnalogTests(SharedGuest shared) : IAsyncLifetime
{
    private const string Name = "front";
    private const string Address = $"analog:{CaptureCard.Device}";
    private const double FootageSeconds = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private Guest guest = null!;

    public async ValueTask InitializeAsync() => guest = await shared.GuestAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task PalCamera_IsRecorded_WithoutCombs_AndWithAKeyFrameEachTwoSeconds()
    {
        CaptureCard card = await CaptureCard.PlugAsync(guest);
        await card.SetStandardAsync("pal");
        await card.SetAsync("horizontal_movement", 6);
        Assert.Matches(@"720/576[\s\S]*Interlaced", await card.FormatAsync());

        using Footage footage = await RecordAsync();

        JsonElement video = await Footage.VideoAsync(footage.Files[0]);
        Assert.Equal("h264", video.GetProperty("codec_name").GetString());
        Assert.Equal((720, 576), (video.GetProperty("width").GetInt32(), video.GetProperty("height").GetInt32()));
        Assert.Equal("progressive", video.GetProperty("field_order").GetString());
        IReadOnlyList<(double Seconds, bool IsKey)> pictures = await Footage.PicturesAsync(footage.Files[0]);
        double[] keys = [.. pictures.Where(p => p.IsKey).Select(p => p.Seconds)];
        double longestStep = pictures.Zip(pictures.Skip(1), (a, b) => b.Seconds - a.Seconds).Max();
        Assert.Equal(pictures[0].Seconds, keys[0]);
        Assert.True(keys.Length > 1);
        Assert.All(keys.Zip(keys.Skip(1), (a, b) => b - a), span => Assert.InRange(span, 1.5, 2 + longestStep));
        Assert.InRange(await Footage.CountDifferentAsync(footage.Files[0]), pictures.Count * 9 / 10, pictures.Count);
        (int interlaced, int progressive) = await Footage.CombsAsync(footage.Files[0]);
        Assert.True(progressive > 4 * interlaced, $"{interlaced} pictures are interlaced, {progressive} are not");
    }

    [Fact]
    public async Task NtscCamera_OnACardThatIsSetToPal_IsRecordedAsWhatItIs()
    {
        CaptureCard card = await CaptureCard.PlugAsync(guest);
        await card.SetStandardAsync("pal");
        await card.ShowNtscAsync();

        using Footage footage = await RecordAsync();

        JsonElement video = await Footage.VideoAsync(footage.Files[0]);
        Assert.Equal((720, 480), (video.GetProperty("width").GetInt32(), video.GetProperty("height").GetInt32()));
    }

    [Fact]
    public async Task Card_ThatIsPulledOut_IsSaidInWords_AndRecordedAgainWhenItIsBack()
    {
        CaptureCard card = await CaptureCard.PlugAsync(guest);
        GuestNvrd nvrd = await GuestNvrd.StartAsync(guest, (Name, Address));
        using BoxApi api = await nvrd.OpenApiAsync();
        await api.WaitForStateAsync(Name, "recording", Patience);

        await card.PullOutAsync();

        await api.WaitForStateAsync(Name, "refused", Patience);
        StreamReading away = (await api.CameraAsync(Name)).Main;
        Assert.Equal($"There is no video device {CaptureCard.Device} in this box.", away.Sentence);
        Assert.Equal("Plug the capture card in, or choose another video device.", away.NextStep);

        await card.PutBackAsync();

        await api.WaitForStateAsync(Name, "recording", Patience);
        await StopAndCheckAsync(nvrd);
    }

    [Fact]
    public async Task Signal_ThatIsLost_IsSaidInWords_AndIsAGapUntilItIsBack()
    {
        CaptureCard card = await CaptureCard.PlugAsync(guest);
        GuestNvrd nvrd = await GuestNvrd.StartAsync(guest, (Name, Address));
        using BoxApi api = await nvrd.OpenApiAsync();
        await api.WaitForFootageAsync([Name], 3, Patience);

        await card.LoseSignalAsync();

        await api.WaitForStateAsync(Name, "unreachable", Patience);
        StreamReading dark = (await api.CameraAsync(Name)).Main;
        Assert.Equal("There is no picture on this input of the capture card.", dark.Sentence);
        Assert.Equal("Check the camera's power and its cable to the capture card.", dark.NextStep);

        await card.FindSignalAsync();

        await api.WaitForStateAsync(Name, "recording", Patience);
        double before = (await api.RecentAsync((await api.CameraAsync(Name)).Id)).Seconds;
        await api.WaitForFootageAsync([Name], before + 2, Patience);
        GapReading gap = Assert.Single((await api.RecentAsync((await api.CameraAsync(Name)).Id)).Gaps, g => g.Reason == "cameraUnreachable");
        Assert.True(gap.Range.DurationUs > 0);
        await StopAndCheckAsync(nvrd);
    }

    [Fact]
    public async Task Card_ThatAnotherProgramUses_IsSaidInWords_AndRecordedWhenItIsFree()
    {
        await CaptureCard.PlugAsync(guest);
        // It notes each picture that it takes.
        await guest.OutputAsync($"systemd-run -q --unit=other -p StandardError=truncate:/run/other v4l2-ctl -d {CaptureCard.Device} --stream-mmap --stream-to=/dev/null; "
            + "until test -s /run/other; do sleep 0.2; done");
        GuestNvrd nvrd = await GuestNvrd.StartAsync(guest, (Name, Address));
        using BoxApi api = await nvrd.OpenApiAsync();

        await api.WaitForStateAsync(Name, "refused", Patience);
        StreamReading busy = (await api.CameraAsync(Name)).Main;
        Assert.Equal($"The video device {CaptureCard.Device} is in use by another camera or program.", busy.Sentence);
        Assert.Equal("Remove the other camera with this device, or close the program that uses it.", busy.NextStep);

        await guest.OutputAsync("systemctl stop other");

        await api.WaitForStateAsync(Name, "recording", Patience);
        await nvrd.StopAsync();
    }

    [Fact]
    public async Task LibrariesOfFFmpeg_ThatAreNotInstalled_AreNamed_AndFoundOnceTheyAre()
    {
        await CaptureCard.PlugAsync(guest);
        string library = (await guest.OutputAsync("ls /usr/lib/x86_64-linux-gnu/libavdevice.so.61")).Trim();
        await guest.OutputAsync($"mv {library} {library}.away");
        GuestNvrd nvrd = await GuestNvrd.StartAsync(guest, (Name, Address));
        using BoxApi api = await nvrd.OpenApiAsync();

        await api.WaitForStateAsync(Name, "unusable", Patience);
        StreamReading without = (await api.CameraAsync(Name)).Main;
        Assert.Equal("FFmpeg's libraries, which analog cameras and the conversion of sound need, are not installed.", without.Sentence);
        Assert.Equal("Install the packages libavdevice61 and libavfilter10 on the recorder.", without.NextStep);

        await guest.OutputAsync($"mv {library}.away {library}");

        await api.WaitForStateAsync(Name, "recording", Patience);
        await nvrd.StopAsync();
    }

    /// <summary>Records for a while and stops; what is on the disk has been checked.</summary>
    private async Task<Footage> RecordAsync()
    {
        GuestNvrd nvrd = await GuestNvrd.StartAsync(guest, (Name, Address));
        using (BoxApi api = await nvrd.OpenApiAsync())
        {
            await api.WaitForFootageAsync([Name], FootageSeconds, Patience);
            Assert.Equal(["h264"], (await api.CameraAsync(Name)).Main.Codecs);
        }
        await StopAndCheckAsync(nvrd);
        return await Footage.OfAsync(guest);
    }

    private static async Task StopAndCheckAsync(GuestNvrd nvrd)
    {
        await nvrd.StopAsync();
        ProgramResult check = await nvrd.CheckAsync();
        Assert.True(check.ExitCode == 0, check.ToString());
    }
}
