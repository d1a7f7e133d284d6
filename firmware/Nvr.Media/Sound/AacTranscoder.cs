using Nvr.Core;
using Nvr.Core.Media;

namespace Nvr.Media.Sound;

/// <summary>
/// Turns stored or wire sound of any format, one after the other, into one AAC-LC stream without holes. Used by one thread. Packets carry the number
/// of their first sample, and a sample's number is its time: holes in the input become silence, overlaps and what lies before 0 are left out.
/// Sound that cannot be decoded is left out too.
/// </summary>
public sealed class AacTranscoder : IDisposable
{
    private readonly int rate;
    private readonly int channels;
    private readonly ICodedSink sink;
    private readonly AacEncoder encoder;
    private readonly SoundGrid grid;
    private SoundInput? input;
    private long damagedBefore;

    /// <summary>Throws <see cref="NvrException"/> of kind Unsupported for what AAC cannot carry.</summary>
    public AacTranscoder(int rate, int channels, ICodedSink sink)
    {
        if (rate is < 8000 or > 48_000 || channels is not (1 or 2))
        {
            throw new NvrException(ErrorKind.Unsupported, $"Sound of {rate} Hz and {channels} channels cannot become AAC. Export with the sound as recorded.");
        }
        (this.rate, this.channels, this.sink) = (rate, channels, sink);
        encoder = new AacEncoder(rate, channels);
        grid = new SoundGrid(channels, Encode);
    }

    /// <summary>AAC; the configuration record is the AudioSpecificConfig.</summary>
    public TrackFormat Format => encoder.Format;

    public long Damaged => damagedBefore + (input?.Damaged ?? 0);

    /// <summary>What follows is of this format.</summary>
    public void Begin(TrackFormat format)
    {
        input?.Drain();
        damagedBefore = Damaged;
        input?.Dispose();
        input = null;
        input = new SoundInput(format, rate, channels, grid);
    }

    /// <summary>One unit of sound; <paramref name="dts"/> in ticks of its format's clock.</summary>
    public void Convert(ReadOnlySpan<byte> data, long dts)
    {
        SoundInput begun = input ?? throw new NvrException(ErrorKind.Protocol, "There is sound of no format.");
        begun.Decode(data, dts);
    }

    /// <summary>Says that no sound of before that sample follows: what is missing up to it becomes silence.</summary>
    public void Pass(long sample) => grid.FillTo(sample);

    /// <summary>Hands on all that is left, filled up to a whole frame; nothing can follow.</summary>
    public void Finish()
    {
        input?.Drain();
        grid.CloseFrame();
        encoder.Finish(sink);
    }

    public void Dispose()
    {
        input?.Dispose();
        encoder.Dispose();
    }

    private void Encode(ReadOnlySpan<float> first, ReadOnlySpan<float> second) => encoder.Encode(first, second, sink);
}
