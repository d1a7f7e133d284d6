using SimCamera.Material;

namespace SimCamera.Streaming;

/// <summary>
/// One stream of a camera as a real-time source: picture n is due at the server's start + n / fps, for every viewer. With several
/// variants the picture changes over between them at key frames, every <see cref="FramesPerVariant"/> pictures. Immutable.
/// </summary>
internal sealed class VideoSource(int stream, VideoMaterial[] variants, long framesPerVariant, long startUs)
{
    public int Stream { get; } = stream;

    public VideoMaterial Material => variants[0];

    public IReadOnlyList<VideoMaterial> Variants => variants;

    public long FramesPerVariant { get; } = framesPerVariant;

    /// <summary>Monotonic microseconds at which picture 0 was due.</summary>
    public long StartUs { get; } = startUs;

    private int Fps => Material.Recipe.Fps;

    public long DueUs(long counter) => StartUs + (counter * 1_000_000 / Fps);

    /// <summary>The first picture due at or after a moment.</summary>
    public long CounterAt(long monotonicUs) =>
        Math.Max(0, (((monotonicUs - StartUs) * Fps) + 999_999) / 1_000_000);

    /// <summary>The picture at a place of the loop that began with picture <paramref name="origin"/>.</summary>
    public VideoFrame Frame(long counter, long origin)
    {
        long place = counter - origin;
        VideoMaterial material = variants.Length == 1 ? Material : variants[place / FramesPerVariant % variants.Length];
        return material.Frames[place % material.Frames.Length];
    }

    /// <summary>Presentation time of a picture, in frames since picture 0.</summary>
    public long PresentationFrame(long counter, long origin)
    {
        long place = counter - origin;
        int inLoop = (int)(place % Material.Frames.Length);
        return counter - inLoop + Frame(counter, origin).PresentationIndex;
    }

    public long NextKey(long counter, long origin)
    {
        while (!Frame(counter, origin).IsKey)
        {
            counter++;
        }

        return counter;
    }
}
