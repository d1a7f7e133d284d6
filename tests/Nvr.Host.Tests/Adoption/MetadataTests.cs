using System.Text.Json;
using System.Text.Json.Nodes;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Adoption;

/// <summary>What a camera shows in its metadata stream, from the cable to the API and to the disk.</summary>
public sealed class MetadataTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Person_InFrontOfAPluggedCamera_IsOneEventWithClassAndBox_AndIsRecorded()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        PluggedCamera plugged = await network.PlugAsync("--metadata", "--gop", "25");
        CameraReading camera = Assert.Single(await network.WaitForRecordingAsync(1, Patience));
        await RecordAtEventsOnlyAsync(network, camera);

        // Again and again: what happens before the recorder listens is nobody's news.
        await WaitAsync(network, e => e.Length > 0 && e[0].GetProperty("box").ValueKind == JsonValueKind.Object, "a person with a box", async () =>
        {
            await plugged.MakeAsync("event?kind=person&active=false");
            await plugged.MakeAsync("event?kind=person&active=true");
            await Task.Delay(4000);
        });
        await network.Api.WaitForStateAsync(camera.Name, "recording", Patience);
        await plugged.MakeAsync("event?kind=person&active=false");
        JsonElement[] events = await WaitAsync(network, e => e[0].GetProperty("state").GetString() == "ended", "its end", () => Task.CompletedTask);

        JsonElement person = events[0];
        Assert.Equal(("object", "person", camera.Id), (person.GetProperty("kind").GetString(), person.GetProperty("object").GetString(), person.GetProperty("camera").GetString()));
        Assert.Equal(0.9, person.GetProperty("confidence").GetDouble(), 2);
        JsonElement box = person.GetProperty("box");
        Assert.Equal((0.15, 0.15), (Math.Round(box.GetProperty("width").GetDouble(), 2), Math.Round(box.GetProperty("height").GetDouble(), 2)));
        Assert.InRange(box.GetProperty("left").GetDouble(), 0, 0.85);
        // The stream and the event service tell it, and the pictures show it: no other event lies over it.
        string start = person.GetProperty("start").GetString()!;
        Assert.DoesNotContain(events[1..], e => e.GetProperty("end").GetString() is { } end && string.CompareOrdinal(end, start) > 0);
    }

    private static async Task RecordAtEventsOnlyAsync(CameraNetwork network, CameraReading camera)
    {
        JsonElement settings = (await network.Api.GetAsync($"cameras/{camera.Id}")).GetProperty("settings");
        await network.Api.SendAsync(HttpMethod.Put, $"cameras/{camera.Id}", new JsonObject
        {
            ["name"] = camera.Name,
            ["mainUrl"] = settings.GetProperty("mainUrl").GetString(),
            ["userName"] = settings.GetProperty("userName").GetString(),
            ["recording"] = new JsonObject { ["mode"] = "events", ["preRecordSeconds"] = 2, ["postRecordSeconds"] = 2 },
        });
        await network.Api.WaitForStateAsync(camera.Name, "resting", Patience);
    }

    private static async Task<JsonElement[]> WaitAsync(CameraNetwork network, Func<JsonElement[], bool> fits, string what, Func<Task> deed)
    {
        JsonElement[] events = [];
        await Wait.UntilAsync(
            async () =>
            {
                await deed();
                events = [.. (await network.Api.GetAsync("events?kind=object")).GetProperty("events").EnumerateArray()];
                return fits(events);
            },
            Patience,
            () => $"{what}; there are {string.Join(", ", events)}\n{network.Box.Log}");
        return events;
    }
}
