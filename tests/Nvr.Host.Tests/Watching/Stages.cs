using Scenes;
using SimCamera;

namespace Nvr.Host.Tests.Watching;

/// <summary>Simulated cameras that show generated scenes, over and over.</summary>
internal static class Stages
{
    public const int Fps = 10;
    public const int Seconds = 24;

    /// <summary>Empty for eight seconds, then a car drives through.</summary>
    public static SceneOptions Street { get; } = new("street", 3) { Cars = 1, Seconds = Seconds };

    public static SceneOptions Still { get; } = new("still", 4) { Seconds = Seconds };

    public static Task<SimCameraServer> ServeAsync() => SimCameraServer.StartAsync(new SimCameraOptions { Cameras = [CameraOf(Street), CameraOf(Still)] });

    public static Task<SimCameraServer> ServeStreetAsync(VideoCodec codec, string[] quirks) =>
        SimCameraServer.StartAsync(new SimCameraOptions { Cameras = [CameraOf(Street) with { Codec = codec, Quirks = quirks }] });

    private static CameraOptions CameraOf(SceneOptions options)
    {
        var scene = new Lazy<Scene>(() => new Scene(options));
        return new CameraOptions
        {
            Name = options.Name,
            Width = options.Width,
            Height = options.Height,
            Fps = Fps,
            Gop = Fps,
            Kbit = 800,
            Pictures = new RawPictures($"{options}", options.Width, options.Height, Fps * Seconds, (i, luma) => scene.Value.Render((double)i / Fps, luma)),
        };
    }
}
