using Scenes;
using SimCamera;

namespace Bench.Cameras;

/// <summary>A simulated camera in front of a scene with known truth.</summary>
internal static class SceneCamera
{
    /// <param name="scene">What it sees, again and again; cameras of equal scenes share the pictures that are drawn of it.</param>
    /// <param name="name">Of the camera.</param>
    /// <param name="fps">Pictures a second.</param>
    /// <param name="gopSeconds">From key picture to key picture.</param>
    /// <param name="kbit">The most that pictures may take, kbit/s.</param>
    /// <param name="quality">To which they are coded; null: the rate is used up whatever is seen.</param>
    public static CameraOptions Of(SceneOptions scene, string name, int fps, int gopSeconds, int kbit, int? quality = null)
    {
        var drawn = new Lazy<Scene>(() => new Scene(scene));
        return new CameraOptions
        {
            Name = name,
            Width = scene.Width,
            Height = scene.Height,
            Fps = fps,
            Gop = gopSeconds * fps,
            Kbit = kbit,
            Quality = quality,
            Pictures = new RawPictures($"{scene}", scene.Width, scene.Height, (int)(fps * scene.Seconds), (i, luma) => drawn.Value.Render((double)i / fps, luma)),
        };
    }
}
