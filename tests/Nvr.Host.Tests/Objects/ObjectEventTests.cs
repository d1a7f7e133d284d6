using System.Text.Json;
using System.Text.Json.Nodes;
using Nvr.Core.Objects;
using Nvr.Host.Tests.Kit;
using Nvr.Media.Tests.Watching;
using Nvr.Storage.Models;
using Nvr.Storage.Settings;
using Scenes;
using ShapeModels;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Objects;

/// <summary>The published program says what it is that moves in a camera's pictures, by the model that is in use.</summary>
public sealed class ObjectEventTests
{
    private const int Fps = 10;
    private const int Seconds = 24;
    private const int Blue = 90;
    private const int Red = 240;

    /// <summary>Of the pixels of a car's picture: a fifth is usual, around it is road.</summary>
    private const double LeastRed = 0.05;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(150);
    private static readonly SceneOptions s_street = new("street", 3) { Cars = 1, Seconds = Seconds, Contrast = 45 };

    [Fact]
    public async Task RedCar_IsFoundInPlainWords_ByTheModelThatWasChosen()
    {
        using var scratch = new Scratch();
        string good = Add(scratch, "good", ShapeModel.Build(HeadStyle.Yolo));
        string damaged = Add(scratch, "damaged", [8, 7, 1, 2]);
        await using SimCameraServer cameras = await ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        string street = await AddAsync(api, cameras.Cameras[0]);

        string refused = await ModelItemAsync(api, "attention");
        Assert.StartsWith("The model damaged is not used; motion is looked for without it.", refused, StringComparison.Ordinal);
        Assert.Equal(damaged, await InUseAsync(api));
        await api.SendAsync(HttpMethod.Put, $"models/{good}/use", null);
        Assert.Equal(good, await InUseAsync(api));
        string used = await ModelItemAsync(api, "ok");
        Assert.StartsWith("The model good says what it is that moves", used, StringComparison.Ordinal);

        JsonElement[] found = [];
        await Wait.UntilAsync(
            async () => (found = [.. (await api.GetAsync("search?q=" + Uri.EscapeDataString("red car in yard")))
                .GetProperty("events").EnumerateArray().Where(e => e.GetProperty("end").ValueKind == JsonValueKind.String)]).Length > 0,
            s_patience,
            () => "the red car");
        JsonElement car = found[^1];
        Assert.Equal((street, "recorder", "object", "vehicle", "Yard", "car"), (Text(car, "camera"), Text(car, "origin"), Text(car, "kind"), Text(car, "object"), Text(car, "zone"), Text(car, "text")));
        Assert.Equal(new Scene(s_street).Actors[0] is { FromX: < 0 } ? "right" : "left", Text(car, "direction"));
        Assert.InRange(car.GetProperty("confidence").GetSingle(), 0.5f, 1);
        Assert.InRange(await RedShareAsync(api, car, scratch), LeastRed, 1);
        Assert.Empty((await api.GetAsync("search?q=" + Uri.EscapeDataString("person"))).GetProperty("events").EnumerateArray());

        await api.SendAsync(HttpMethod.Delete, $"models/{good}/use", null);
        await Wait.UntilAsync(async () => !(await ItemsAsync(api)).Any(i => Text(i, "part") == "analysis/model"), s_patience, () => "no word on models");
        Assert.Null(await InUseAsync(api));
        Assert.Equal(0, await box.StopAsync());
    }

    [Fact]
    public async Task ModelThatEndsTheProcess_IsLeftOut_AndMotionIsFoundWithoutIt()
    {
        using var scratch = new Scratch();
        Add(scratch, "stuck", HostileModel.Stuck());
        await using SimCameraServer cameras = await ServeAsync();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        await AddAsync(api, cameras.Cameras[0]);

        await Wait.UntilAsync(
            async () => (await ItemsAsync(api)).Any(i => Text(i, "part") == "analysis/model" && Text(i, "sentence").Contains("not used for an hour", StringComparison.Ordinal)), s_patience, () => "the model is left out");
        await Wait.UntilAsync(async () => (await ItemsAsync(api)).Any(i => Text(i, "part") == "analysis" && Text(i, "level") == "ok"), s_patience, () => "the search for motion is back");
        int before = (await api.GetAsync("events")).GetProperty("events").GetArrayLength();
        await Wait.UntilAsync(async () => (await api.GetAsync("events")).GetProperty("events").GetArrayLength() > before, s_patience, () => "motion");

        CameraReading camera = await api.CameraAsync("street");
        Assert.Equal(1, camera.Main.Connections);
        Assert.Equal(0, await box.StopAsync());
    }

    /// <summary>How much of the event's picture is red: the car, and nothing else, and it was there for a moment between two key frames.</summary>
    private static async Task<double> RedShareAsync(BoxApi api, JsonElement happened, Scratch scratch)
    {
        string file = scratch.At("car.jpg");
        await File.WriteAllBytesAsync(file, await api.Http.GetByteArrayAsync($"events/{Text(happened, "id")}/picture?height=360"));
        await ForeignProgram.OutputAsync("ffmpeg", "-nostdin", "-v", "error", "-y", "-i", file, "-f", "rawvideo", "-pix_fmt", "rgb24", file + ".raw");
        byte[][] pixels = [.. (await File.ReadAllBytesAsync(file + ".raw")).Chunk(3)];
        return (double)pixels.Count(p => p[0] - Math.Max(p[1], p[2]) > 50) / pixels.Length;
    }

    private static Task<SimCameraServer> ServeAsync()
    {
        var scene = new Lazy<Scene>(() => new Scene(s_street));
        void Paint(int picture, byte[] colours)
        {
            byte[] blue = CodedScene.Plane(scene.Value, s_street, (double)picture / Fps, Blue);
            blue.CopyTo(colours, 0);
            CodedScene.Plane(scene.Value, s_street, (double)picture / Fps, Red).CopyTo(colours, blue.Length);
        }
        var pictures = new RawPictures($"{s_street} red", s_street.Width, s_street.Height, Fps * Seconds, (i, luma) => scene.Value.Render((double)i / Fps, luma), Paint);
        return SimCameraServer.StartAsync(new SimCameraOptions
        {
            Cameras = [new CameraOptions { Name = s_street.Name, Width = s_street.Width, Height = s_street.Height, Fps = Fps, Gop = Fps, Kbit = 800, Pictures = pictures }],
        });
    }

    private static string Add(Scratch scratch, string name, byte[] model)
    {
        using DataDirectory data = DataDirectory.Open(scratch.Data);
        return new ModelShelf(data).Add(ShapeModel.Manifest(HeadStyle.Yolo) with { Name = name }, new MemoryStream(model), model.Length, CancellationToken.None).Id;
    }

    private static async Task<string> AddAsync(BoxApi api, SimulatedCamera camera) => (await api.SendAsync(HttpMethod.Post, "cameras", new JsonObject
    {
        ["name"] = camera.Name,
        ["mainUrl"] = camera.Url.OriginalString,
        ["motion"] = new JsonObject
        {
            ["mode"] = "on",
            ["zones"] = new JsonArray(new JsonObject
            {
                ["name"] = "Yard",
                ["points"] = new JsonArray([.. new[] { (0.0, 0.2), (1.0, 0.2), (1.0, 1.0), (0.0, 1.0) }.Select(p => new JsonObject { ["x"] = p.Item1, ["y"] = p.Item2 })]),
            }),
        },
    })).GetProperty("id").GetString()!;

    private static async Task<JsonElement[]> ItemsAsync(BoxApi api) => [.. (await api.GetAsync("health")).GetProperty("items").EnumerateArray()];

    private static async Task<string?> InUseAsync(BoxApi api) =>
        (await api.GetAsync("cargo")).GetProperty("models").EnumerateArray().Where(m => m.GetProperty("isInUse").GetBoolean()).Select(m => Text(m, "id")).SingleOrDefault();

    private static async Task<string> ModelItemAsync(BoxApi api, string level)
    {
        string? sentence = null;
        await Wait.UntilAsync(
            async () => (sentence = (await ItemsAsync(api)).Where(i => Text(i, "part") == "analysis/model" && Text(i, "level") == level).Select(i => Text(i, "sentence")).FirstOrDefault()) is not null,
            s_patience,
            () => $"a word on the model, {level}");
        return sentence!;
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
