using System.Text.Json;
using Torture.Box;
using Vm.Guests;
using Vm.Tests.Kit;
using Xunit;

namespace Vm.Tests.Analog;

/// <summary>A video device that encodes, as the boards have one: the tests' own driver pcmenc, which FFmpeg finds as h264_v4l2m2m.</summary>
[Collection<SharedGuestUsers>]
public sealed class EncoderTests(SharedGuest shared) : IAsyncLifetime
{
    private const string Name = "front";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private Guest guest = null!;

    public async ValueTask InitializeAsync() => guest = await shared.GuestAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task EncoderOfTheBoard_IsTaken_BeforeTheProcessorEncodes()
    {
        await CaptureCard.PlugAsync(guest);
        await guest.OutputAsync("modprobe pcmenc; udevadm settle; test -c /dev/video1");
        GuestNvrd nvrd = await GuestNvrd.StartAsync(guest, (Name, $"analog:{CaptureCard.Device}"));
        using (BoxApi api = await nvrd.OpenApiAsync())
        {
            await api.WaitForFootageAsync([Name], 8, Patience);
        }
        string log = await nvrd.LogAsync();
        await nvrd.StopAsync();

        Assert.Contains("encoded by h264_v4l2m2m", log, StringComparison.Ordinal);
        using Footage footage = await Footage.OfAsync(guest);
        JsonElement video = await Footage.VideoAsync(footage.Files[0]);
        Assert.Equal(("h264", 720, 576), (video.GetProperty("codec_name").GetString(), video.GetProperty("width").GetInt32(), video.GetProperty("height").GetInt32()));
        // That driver writes this profile, x264 another.
        Assert.Equal("Constrained Baseline", video.GetProperty("profile").GetString());
        IReadOnlyList<(double Seconds, bool IsKey)> pictures = await Footage.PicturesAsync(footage.Files[0]);
        Assert.InRange(await Footage.CountDifferentAsync(footage.Files[0]), pictures.Count * 9 / 10, pictures.Count);
        double[] keys = [.. pictures.Where(p => p.IsKey).Select(p => p.Seconds)];
        double longestStep = pictures.Zip(pictures.Skip(1), (a, b) => b.Seconds - a.Seconds).Max();
        Assert.All(keys.Zip(keys.Skip(1), (a, b) => b - a), span => Assert.InRange(span, 1.5, 2 + longestStep));
    }
}
