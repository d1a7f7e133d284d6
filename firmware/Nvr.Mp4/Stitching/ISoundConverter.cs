using Nvr.Core.Media;

namespace Nvr.Mp4.Stitching;

/// <summary>
/// Makes one unbroken track of the sound of one movie. One caller at a time, in order of the movie. Times count from the movie's beginning.
/// Failures are <see cref="Nvr.Core.NvrException"/>; after one, nothing more can be asked.
/// </summary>
public interface ISoundConverter
{
    /// <summary>What comes out.</summary>
    TrackFormat Format { get; }

    /// <summary>Hands in one unit, which is copied; <paramref name="dts"/> in ticks of its format's clock, before 0 for what is to be left out.</summary>
    void Add(TrackFormat format, long dts, ReadOnlySpan<byte> data);

    /// <summary>
    /// Converts what was handed in. No sound of before <paramref name="passed"/> (ticks of <see cref="Format"/>) follows; where none was, there is silence.
    /// The run is the converter's and valid until the next call.
    /// </summary>
    ValueTask<SoundRun> ConvertAsync(long passed, CancellationToken cancellation);

    /// <summary>The same at the end of the movie, with all that is still held; the run reaches at least to <paramref name="end"/>.</summary>
    ValueTask<SoundRun> FinishAsync(long end, CancellationToken cancellation);
}
