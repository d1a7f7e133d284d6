using SimCamera.Material;
using SimCamera.Onvif.Media;
using SimCamera.Quirks;
using SimCamera.Rtsp;
using SimCamera.Streaming;

namespace SimCamera;

/// <summary>The tracks of one camera, loaded. Immutable.</summary>
internal sealed class CameraMaterial
{
    private CameraMaterial(long startUs, IReadOnlyList<CameraTrack> main, IReadOnlyList<CameraTrack> sub)
    {
        StartUs = startUs;
        MainTracks = main;
        SubTracks = sub;
    }

    public long StartUs { get; }

    public IReadOnlyList<CameraTrack> MainTracks { get; }

    public IReadOnlyList<CameraTrack> SubTracks { get; }

    public static async Task<CameraMaterial> LoadAsync(MaterialStore store, CameraPlan plan, long serverStartUs, CancellationToken stop)
    {
        // 0.381966 (golden ratio): evenly spread however many cameras there are.
        long frameUs = 1_000_000 / plan.Options.Fps;
        long startUs = serverStartUs + (long)(plan.Number * 0.381966 % 1 * frameUs);
        Task<VideoSource> mainTask = SourceAsync(store, plan, 0, startUs, stop);
        Task<VideoSource> subTask = SourceAsync(store, plan, 1, startUs, stop);
        AudioMaterial? audio = plan.Audio == AudioCodec.None
            ? null
            : await store.AudioAsync(plan.Audio, 300 + (plan.Number % 8 * 60), stop).ConfigureAwait(false);
        VideoSource main = await mainTask.ConfigureAwait(false);
        VideoSource sub = await subTask.ConfigureAwait(false);
        return new CameraMaterial(startUs, Tracks(plan, main, sub, audio), Tracks(plan, sub, main, audio));
    }

    private static List<CameraTrack> Tracks(CameraPlan plan, VideoSource first, VideoSource second, AudioMaterial? audio)
    {
        List<CameraTrack> tracks = [CameraTrack.OfVideo(0, first)];
        if (audio is not null)
        {
            tracks.Add(CameraTrack.OfAudio(1, audio));
        }

        if (plan.SecondVideo)
        {
            tracks.Add(CameraTrack.OfVideo(2, second));
        }

        if (plan.Metadata)
        {
            tracks.Add(CameraTrack.OfMetadata(3));
        }

        return tracks;
    }

    private static async Task<VideoSource> SourceAsync(MaterialStore store, CameraPlan plan, int stream, long startUs, CancellationToken stop)
    {
        VideoRecipe recipe = Recipe(plan.Options, plan.Number, stream);
        recipe = plan.Encoders[stream] is { } asked ? Changed(recipe, asked) : recipe;
        recipe = plan.SmartCodec && stream == 0 ? recipe.WithRareKeys() : recipe;
        VideoMaterial[] variants = await Task.WhenAll(plan.Variants.Select(v => store.VideoAsync(v(recipe), stop))).ConfigureAwait(false);
        int gop = variants[0].Recipe.Gop;
        long wanted = (long)plan.SecondsPerVariant * recipe.Fps;
        return new VideoSource(stream, variants, Math.Max(1, (wanted + gop - 1) / gop) * gop, startUs);
    }

    /// <summary>How a stream is coded at the start: 0 is the main stream, 1 the sub stream.</summary>
    public static VideoRecipe Recipe(CameraOptions options, int number, int stream)
    {
        bool sub = stream == 1;
        return new VideoRecipe
        {
            Codec = options.Codec,
            Width = sub ? Quarter(options.Width) : options.Width,
            Height = sub ? Quarter(options.Height) : options.Height,
            Fps = options.Fps,
            Gop = options.Gop,
            Kbit = sub ? Math.Max(64, options.Kbit / 8) : options.Kbit,
            Quality = options.Quality,
            Label = options.Name,
            HueDegrees = number * 40 % 360,
            Frames = options.Pictures?.Count ?? VideoRecipe.LoopFrames(options.Fps, options.Gop),
            Pictures = options.Pictures,
        };
    }

    private static VideoRecipe Changed(VideoRecipe recipe, EncoderSettings asked) => recipe with
    {
        Codec = asked.Codec,
        Width = asked.Width,
        Height = asked.Height,
        Fps = asked.Fps,
        Gop = asked.Gop,
        Kbit = asked.Kbit,
        Frames = recipe.Pictures?.Count ?? VideoRecipe.LoopFrames(asked.Fps, asked.Gop),
    };

    private static int Quarter(int pixels) => Math.Max(64, pixels / 4 / 8 * 8);
}
