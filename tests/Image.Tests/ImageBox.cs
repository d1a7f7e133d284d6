using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Time;
using SimCamera;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Image.Tests;

/// <summary>A box made of the image, two empty disks for its bays, and simulated cameras of this machine. Disposing ends it.</summary>
internal sealed class ImageBox : IAsyncDisposable
{
    private const long DiskBytes = 512L << 20;
    private const int Fps = 10;
    private const long MarkUs = 2_000_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-image-box-");

    public ImageGuest Guest { get; private set; } = null!;

    public BoxApi Api { get; private set; } = null!;

    public SimCameraServer Cameras { get; private set; } = null!;

    public string[] CameraNames => [.. Cameras.Cameras.Select(c => c.Name)];

    /// <summary>Given power for the first time, its page not yet there.</summary>
    /// <param name="cameras">How many of this machine there are for it to record.</param>
    /// <param name="change">What it has beside its two disks.</param>
    public static async Task<ImageBox> StartAsync(int cameras = 2, Func<ImageOptions, ImageOptions>? change = null)
    {
        var box = new ImageBox();
        try
        {
            box.Cameras = await SimCameraServer.StartAsync(SimCameraOptions.Of(cameras, new CameraOptions { Width = 320, Height = 184, Fps = Fps, Gop = Fps, Kbit = 400 }));
            var options = new ImageOptions { Drives = [box.Disk("bay1"), box.Disk("bay2")] };
            box.Guest = await ImageGuest.StartAsync(change?.Invoke(options) ?? options);
            return box;
        }
        catch
        {
            await box.DisposeAsync();
            throw;
        }
    }

    /// <summary>Signs in; a new box is set up first.</summary>
    public async Task OpenAsync()
    {
        await Guest.WaitForPageAsync();
        Api?.Dispose();
        Api = await Guest.OpenApiAsync();
    }

    /// <summary>A mirror of both disks, and all cameras recorded to it.</summary>
    public async Task MakeMirrorAndRecordAsync()
    {
        await Wait.UntilAsync(async () => Blank(await DisksAsync()) == 2, s_patience, () => "two empty disks are seen");
        await Api.SendAsync(HttpMethod.Post, "disks/volumes", new JsonObject { ["name"] = "footage", ["level"] = "raid1", ["disks"] = new JsonArray("BAY1", "BAY2"), ["fileSystem"] = "ext4" });
        JsonElement work = default;
        await Wait.UntilAsync(async () => (work = (await DisksAsync()).GetProperty("work")).GetProperty("state").GetString() != "running", s_patience, () => $"the mirror is made: {work}");
        Assert.True(work.GetProperty("state").GetString() == "done", $"{work}");
        foreach (string name in CameraNames)
        {
            await Api.AddCameraAsync(name, new Uri($"rtsp://10.0.2.2:{Cameras.Port}/{name}"));
        }
        await RecordsAsync();
    }

    /// <summary>Waits until every camera is recorded, and more lies on the mirror than before.</summary>
    public async Task RecordsAsync()
    {
        JsonElement volume = default;
        await Wait.UntilAsync(
            async () => (volume = (await DisksAsync()).GetProperty("volumes").EnumerateArray().Single()).GetProperty("mountedAt").ValueKind == JsonValueKind.String, s_patience, () => $"the mirror is mounted: {volume}");
        foreach (string name in CameraNames)
        {
            await Api.WaitForStateAsync(name, "recording", s_patience);
        }
        string at = volume.GetProperty("mountedAt").GetString()!;
        long before = await FootageOnAsync(at);
        await Wait.UntilAsync(async () => await FootageOnAsync(at) > before, s_patience, () => $"more than {before} bytes of footage lie on {at}");
    }

    /// <summary>A setting by which to see that settings are kept.</summary>
    public Task SetNameAsync(string name) => Api.SendAsync(HttpMethod.Put, "box", new JsonObject { ["name"] = name });

    /// <summary>A moment that every camera was recorded at, for <see cref="KeepsFootageAsync"/>.</summary>
    public async Task<UtcTime> MarkFootageAsync()
    {
        await Api.WaitForFootageAsync(CameraNames, 2 * MarkUs / 1e6, s_patience);
        List<UtcTime> ends = [];
        foreach (CameraReading camera in await Api.CamerasAsync())
        {
            ends.Add((await Api.RecentAsync(camera.Id)).Spans[^1].End);
        }
        return ends.Min();
    }

    /// <summary>Of each camera, what was recorded just before that moment is there.</summary>
    public async Task KeepsFootageAsync(UtcTime mark)
    {
        foreach (CameraReading camera in await Api.CamerasAsync())
        {
            double seconds = (await Api.RecordingsAsync(camera.Id, new UtcRange(mark.Plus(-MarkUs), mark))).Seconds;
            Assert.True(seconds > MarkUs / 2e6, $"{seconds} s of {camera.Name} before {mark}");
        }
    }

    public Task<JsonElement> DisksAsync() => Api.GetAsync("disks");

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        if (Guest is not null)
        {
            await Guest.DisposeAsync();
        }
        if (Cameras is not null)
        {
            await Cameras.DisposeAsync();
        }
        scratch.Delete(recursive: true);
    }

    private static int Blank(JsonElement disks) => disks.GetProperty("disks").EnumerateArray().Count(d => d.GetProperty("isBlank").GetBoolean());

    private GuestDrive Disk(string name) => GuestDrive.Create(name, Path.Combine(scratch.FullName, name), DiskBytes);

    private async Task<long> FootageOnAsync(string path) =>
        (await Api.GetAsync("storage")).GetProperty("volumes").EnumerateArray().Where(v => v.GetProperty("path").GetString() == path).Sum(v => v.GetProperty("footageBytes").GetInt64());
}
