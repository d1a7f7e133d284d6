using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Time;
using Nvr.Host.Tests.Captured;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Pictures;

/// <summary>Pictures of footage in the published program, of simulated cameras whose pictures change all the time.</summary>
public sealed class PictureTests(RecordedBox recorded)
{
    private const long Second = 1_000_000;

    /// <summary>Mean difference of pixels: what two codings and two scalers make of one picture.</summary>
    private const double Same = 5;

    /// <summary>What a second of the simulated cameras changes at least.</summary>
    private const double Different = 10;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Picture_IsOfTheTimeAskedFor()
    {
        using var scratch = new Scratch();
        await using PictureBox box = await PictureBox.OnCopyAsync(recorded, scratch, "door");
        UtcTime start = recorded.Recordings["door"].Spans[0].Start;

        foreach (int second in (int[])[2, 5, 9])
        {
            using HttpResponseMessage answer = await box.PictureAsync(start.Plus((second * Second) + 900_000));
            UtcTime time = PictureBox.TimeOf(answer);
            Look shown = await Look.OfAsync(await box.KeepAsync(answer));

            // A key frame a second.
            Assert.InRange(start.Plus((second * Second) + 900_000).Since(time), 0, Second);
            Assert.InRange(shown.Off(await box.TruthAsync(time)), 0, Same);
            Assert.InRange(shown.Off(await box.TruthAsync(time.Plus(2 * Second))), Different, 255);
        }
    }

    [Fact]
    public async Task Sheet_HasTheRightPictureInEachTile_AndNoneWhereThereIsNoFootage()
    {
        using var scratch = new Scratch();
        await using PictureBox box = await PictureBox.OnCopyAsync(recorded, scratch, "yard");
        UtcRange footage = recorded.Recordings["yard"].Spans[0];
        JsonElement[] sheets = [.. (await box.IndexAsync(Clocks.Around(footage.Start, 600))).GetProperty("sheets").EnumerateArray()];

        Assert.InRange(sheets.Length, 1, 2);
        int shown = 0;
        foreach (JsonElement sheet in sheets)
        {
            UtcTime from = UtcTime.TryParse(sheet.GetProperty("from").GetString(), out UtcTime time) ? time : throw new FormatException();
            string file = await box.KeepAsync(await box.AskAsync(sheet.GetProperty("url").GetString()!));
            long?[] offsets = [.. sheet.GetProperty("offsetsMs").EnumerateArray().Select(o => o.ValueKind == JsonValueKind.Null ? (long?)null : o.GetInt64())];
            foreach (int tile in Enumerable.Range(0, offsets.Length).Where(t => offsets[t] is not null))
            {
                UtcTime taken = from.Plus(offsets[tile]!.Value * 1000);
                Assert.InRange((await Look.OfTileAsync(file, tile)).Off(await box.TruthAsync(taken)), 0, Same);
                // What was recorded between the listing of it and the stop is not in the listing.
                Assert.InRange(taken.Since(footage.Start), -1000, footage.DurationUs + (10 * Second));
                shown++;
            }
            Assert.InRange((await Look.OfTileAsync(file, Array.IndexOf(offsets, null))).Brightness, 0, 3);
        }
        // As many as the footage has seconds, a fifth.
        Assert.InRange(shown, 3, 6);
        using HttpResponseMessage before = await box.PictureAsync(footage.Start.Plus(-60 * Second));
        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
    }

    [Fact]
    public async Task Pictures_AreKept_AndMadeAnewWhenWhatIsKeptIsDamaged()
    {
        using var scratch = new Scratch();
        await using PictureBox box = await PictureBox.OnCopyAsync(recorded, scratch, "door");
        UtcTime time = recorded.Recordings["door"].Spans[0].Start.Plus(4 * Second);
        byte[] first = await File.ReadAllBytesAsync(await box.KeepAsync(await box.PictureAsync(time)));
        string kept = Assert.Single(Directory.GetFiles(box.Shelf, "*.jpg", SearchOption.AllDirectories));
        // Kept is kept: it needs no process.
        await (await CaptureProcess.OfAsync(box.Box)).KillAsync();
        Assert.Equal(first, await File.ReadAllBytesAsync(await box.KeepAsync(await box.PictureAsync(time))));

        byte[] damaged = await File.ReadAllBytesAsync(kept);
        damaged[damaged.Length / 2] ^= 0xFF;
        await File.WriteAllBytesAsync(kept, damaged);
        Assert.Equal(first, await File.ReadAllBytesAsync(await box.KeepAsync(await box.PictureAsync(time))));
        Directory.Delete(box.Shelf, recursive: true);
        Assert.Equal(first, await File.ReadAllBytesAsync(await box.KeepAsync(await box.PictureAsync(time))));

        Assert.Equal(0, await box.Box.StopAsync());
        ProgramResult check = await ForeignProgram.RunAsync(NvrdProgram.Path, "check", "--data", scratch.Data);
        Assert.True(check.ExitCode == 0, check.ToString());
    }

    [Fact]
    public async Task Viewer_SeesPicturesOfTheCamerasThatHeMaySee_AndOfNoOthers()
    {
        using var scratch = new Scratch();
        await using PictureBox box = await PictureBox.OnCopyAsync(recorded, scratch, "door");
        UtcRange footage = recorded.Recordings["door"].Spans[0];
        string yard = (await box.Api.CameraAsync("yard")).Id;
        string sheet = (await box.IndexAsync(Clocks.Around(footage.Start, 300))).GetProperty("sheets")[0].GetProperty("url").GetString()!;
        using HttpClient guest = await GuestAsync(box, yard);

        foreach (string path in new[] { sheet, $"cameras/{box.Camera}/picture?time={footage.Start}", $"cameras/{box.Camera}/thumbnails?from={footage.Start}&to={footage.End}" })
        {
            using HttpResponseMessage hidden = await guest.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        }
        using HttpResponseMessage seen = await guest.GetAsync($"cameras/{yard}/picture?time={recorded.Recordings["yard"].Spans[0].Start.Plus(Second)}", TestContext.Current.CancellationToken);
        Assert.Equal("image/jpeg", seen.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task ManyAtOnce_AndAProcessThatIsKilled_CostTheRecordingNothing()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using NvrdProcess nvrd = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        using BoxApi api = await BoxApi.OpenAsync(nvrd);
        await api.WaitForFootageAsync(RecordedBox.Names, 8, s_patience);
        var box = new PictureBox(nvrd, api, scratch, (await api.CameraAsync("door")).Id);
        UtcTime start = (await api.RecentAsync(box.Camera)).Spans[0].Start;

        string[] same = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await box.KeepAsync(await box.PictureAsync(start.Plus(3 * Second)))));
        Assert.All(same, f => Assert.Equal(File.ReadAllBytes(same[0]), File.ReadAllBytes(f)));
        CaptureProcess process = await CaptureProcess.OfAsync(nvrd);
        Assert.Equal("2", process.Status("Seccomp"));
        Assert.Equal("19", process.Niceness);
        Task<HttpResponseMessage>[] many = [.. Enumerable.Range(0, 30).Select(i => box.PictureAsync(start.Plus((1 + (i % 6)) * Second), i < 15 ? 720 : 180))];
        await process.KillAsync();
        foreach (Task<HttpResponseMessage> each in many)
        {
            await box.KeepAsync(await each);
        }
        double recordedBefore = (await api.RecentAsync(box.Camera)).Seconds;
        await api.WaitForFootageAsync(RecordedBox.Names, recordedBefore + 4, s_patience);

        foreach (string name in RecordedBox.Names)
        {
            CameraReading camera = await api.CameraAsync(name);
            Assert.Equal(1, camera.Main.Connections);
            RecordingsReading recordings = await api.RecentAsync(camera.Id);
            Assert.Single(recordings.Spans);
            Assert.DoesNotContain(recordings.Gaps, g => g.Range.Start > start);
        }
        Assert.Empty(Directory.GetFiles(box.Shelf, "*.skip", SearchOption.AllDirectories));
    }

    private static async Task<HttpClient> GuestAsync(PictureBox box, string camera)
    {
        await box.Api.SendAsync(HttpMethod.Post, "users", new JsonObject { ["userName"] = "guest", ["password"] = BoxApi.Password, ["role"] = "viewer", ["cameras"] = new JsonArray(camera) });
        JsonElement session = await box.Api.SendAsync(HttpMethod.Post, "sessions", new JsonObject { ["userName"] = "guest", ["password"] = BoxApi.Password, ["token"] = true });
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = box.Api.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", session.GetProperty("token").GetString());
        return client;
    }
}
