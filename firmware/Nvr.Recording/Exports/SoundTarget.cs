using Nvr.Core.Media;

namespace Nvr.Recording.Exports;

/// <summary>What the sound of a movie becomes: one AAC format for all of it, so that a player that plays one track plays all. Immutable.</summary>
internal readonly record struct SoundTarget(int Rate, int Channels)
{
    /// <summary>The rates of AAC (ISO/IEC 14496-3, table 1.18) within what is converted, each with its index.</summary>
    private static readonly (int Rate, int Index)[] Rates =
    [
        (8000, 11), (11_025, 10), (12_000, 9), (16_000, 8), (22_050, 7), (24_000, 6), (32_000, 5), (44_100, 4), (48_000, 3),
    ];

    /// <summary>The highest rate and the most channels that are in the movie, as far as AAC has them.</summary>
    public static SoundTarget Of(IEnumerable<TrackFormat> sound)
    {
        int highest = sound.Max(f => f.SampleRate);
        int rate = Rates.FirstOrDefault(r => r.Rate >= highest, Rates[^1]).Rate;
        return new SoundTarget(rate, sound.Max(f => f.Channels) > 1 ? 2 : 1);
    }

    /// <summary>Whether a process that was asked for this announces just this: AAC-LC, and the beginning of its AudioSpecificConfig says so too.</summary>
    public bool Fits(TrackFormat format)
    {
        int rate = Rate;
        int index = Rates.First(r => r.Rate == rate).Index;
        ReadOnlySpan<byte> config = format.Config.Span;
        // 5 bits object type 2, 4 bits rate, 4 bits channels.
        return format.Codec == Codec.Aac && format.SampleRate == Rate && format.ClockRate == Rate && format.Channels == Channels
            && config.Length is >= 2 and <= 16
            && config[0] == ((2 << 3) | (index >> 1)) && (config[1] & 0xF8) == (((index & 1) << 7) | (Channels << 3));
    }
}
