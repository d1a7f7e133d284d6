using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>Events that an event log on the disk tells of, searched for in plain words: through the API and on the page.</summary>
public sealed class SearchPageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = (float)Patience.TotalMilliseconds };

    [Fact]
    public async Task Words_FindEventsOfTheLog_InTheApiAndOnThePage_AndSayHowTheyWereUnderstood()
    {
        using var scratch = new Scratch();
        await using SimCameraServer cameras = await RecordedBox.ServeAsync();
        await using (NvrdProcess first = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) }))
        {
            using BoxApi api = await BoxApi.OpenAsync(first);
            await api.WaitForFootageAsync(RecordedBox.Names, 6, Patience);
            IReadOnlyList<CameraReading> known = await api.CamerasAsync();
            Assert.Equal(0, await first.StopAsync());
            WriteLog(scratch.Data, [.. known.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => c.Id)]);
        }
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using (BoxApi api = await BoxApi.OpenAsync(box))
        {
            await AssertFoundAsync(api);
        }

        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(box.Address.ToString());
        await Visitor.SignInAsync(page);
        await page.ClickAsync("nav a[href='/events']");
        ILocator line = page.Locator(".search input");
        await line.PressSequentiallyAsync("red car driv");
        await Assertions.Expect(page.Locator(".search .offers")).ToContainTextAsync("Driveway", Patiently);
        await Screens.TakeAsync(page, "search-offers");
        await line.PressAsync("ArrowDown");
        await line.PressAsync("Enter");
        await line.PressSequentiallyAsync("qwx");
        await line.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".search .meanings")).ToContainTextAsync("zone: Driveway", Patiently);
        await Assertions.Expect(page.Locator(".search .meanings .unknown")).ToContainTextAsync("qwx was not understood", Patiently);
        ILocator found = page.Locator(".events li a");
        await Assertions.Expect(found).ToHaveCountAsync(1);
        await Assertions.Expect(found).ToContainTextAsync("Vehicle", Patiently);
        await Screens.TakeAsync(page, "search");
        // Opened at its own address, the place shows events before it knows the cameras.
        await page.ReloadAsync();
        await Assertions.Expect(found).ToContainTextAsync("door", Patiently);
        await AssertSeenAndPlayedInPlaceAsync(page);
        await AssertSiftedAsync(page, box);
        await found.First.ClickAsync();
        await page.WaitForURLAsync("**/review?cam=*");
        Assert.Equal(0, await box.StopAsync());
    }

    private static async Task AssertSeenAndPlayedInPlaceAsync(IPage page)
    {
        ILocator row = page.Locator(".events li[data-id]");
        ILocator look = row.Locator("button.look");
        await Wait.UntilAsync(() => look.Locator("img").EvaluateAsync<bool>("i => i.naturalWidth > 0"), Patience, () => "the event has a picture");
        string address = page.Url;
        await look.ClickAsync();
        ILocator video = row.Locator(".played video");
        await Wait.UntilAsync(() => video.EvaluateAsync<bool>("v => v.videoWidth === 320 && v.currentTime > 0.5"), Patience, () => "the event is played");
        await Screens.TakeAsync(page, "events-played");
        Assert.Equal(address, page.Url);
        await look.ClickAsync();
        await Assertions.Expect(video).ToHaveCountAsync(0);
    }

    private static async Task AssertSiftedAsync(IPage page, NvrdProcess box)
    {
        await page.GotoAsync(new Uri(box.Address, "/events").ToString());
        ILocator rows = page.Locator(".events li[data-id]");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await page.SelectOptionAsync("select[name='cam']", new SelectOptionValue { Label = "yard" });
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(rows).ToContainTextAsync("Loitering", Patiently);
        await page.FillAsync("input[name='to']", "2026-01-01T00:00");
        await Assertions.Expect(rows).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("Nothing like that happened.")).ToBeVisibleAsync();
        await page.FillAsync("input[name='to']", "");
        await page.FillAsync("input[name='from']", "2026-01-01T00:00");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
    }

    private static async Task AssertFoundAsync(BoxApi api)
    {
        string Query(string words) => "search?q=" + Uri.EscapeDataString(words);
        JsonElement found = default;
        await Wait.UntilAsync(
            async () => (found = await api.GetAsync(Query("red car in driveway past 2 hours"))).GetProperty("events").GetArrayLength() == 1, Patience, () => "the red car");
        JsonElement car = found.GetProperty("events")[0];
        Assert.Equal(("vehicle", "away", "recorder"), (car.GetProperty("object").GetString(), car.GetProperty("direction").GetString(), car.GetProperty("origin").GetString()));
        Assert.Equal(["red", "white"], car.GetProperty("colours").EnumerateArray().Select(c => c.GetString()).Order());
        Assert.Equal(2, (await api.GetAsync(Query("jemand oder Fahrzeug letzte Stunde"))).GetProperty("events").GetArrayLength());
        Assert.Equal(1, (await api.GetAsync(Query("loitering longer than 1.5 s at yard"))).GetProperty("events").GetArrayLength());
        Assert.Equal(0, (await api.GetAsync(Query("blue car"))).GetProperty("events").GetArrayLength());
        Assert.Equal(1, (await api.GetAsync("events?colour=red&direction=away&minSize=5&maxSize=8&source=recorder")).GetProperty("events").GetArrayLength());
    }

    // Two seconds ago by the machine's clock, so that there is footage of it.
    private static void WriteLog(string data, string[] cameras)
    {
        BoxClock clock = BoxClock.System();
        string folder = Path.Combine(data, "footage", "events");
        Directory.CreateDirectory(folder);
        JsonObject Event(int number, string camera) => new()
        {
            ["type"] = "Event", ["number"] = number, ["camera"] = Guid.Parse(camera), ["boot"] = clock.BootId, ["startUs"] = clock.MonotonicUs - 4_000_000,
            ["endBoot"] = clock.BootId, ["endUs"] = clock.MonotonicUs - 2_000_000, ["closing"] = "Reported", ["box"] = new JsonArray(0.25, 0.25, 0.25, 0.25),
            ["confidence"] = 0.75, ["topic"] = "Test", ["key"] = "", ["origin"] = "Recorder", ["raw"] = "",
        };
        JsonObject car = Event(901, cameras[0]);
        (car["kind"], car["object"], car["colours"], car["direction"], car["zone"]) = ("Object", "Vehicle", "Red, White", "Away", "Driveway");
        JsonObject person = Event(902, cameras[1]);
        (person["kind"], person["object"]) = ("Loitering", "Person");
        File.WriteAllText(Path.Combine(folder, "0000000900.log"), string.Concat(new[] { car, person }.Select(e => Line(e.ToJsonString()))));
    }

    private static string Line(string json)
    {
        uint state = uint.MaxValue;
        foreach (byte value in Encoding.UTF8.GetBytes(json))
        {
            state = BitOperations.Crc32C(state, value);
        }
        return (~state).ToString("x8", CultureInfo.InvariantCulture) + " " + json + "\n";
    }
}
