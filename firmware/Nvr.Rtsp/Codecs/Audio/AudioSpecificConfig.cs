namespace Nvr.Rtsp.Codecs.Audio;

/// <summary>The start of an AudioSpecificConfig (ISO/IEC 14496-3 section 1.6.2.1).</summary>
internal readonly record struct AudioSpecificConfig(int SampleRate, int OutputRate, int Channels, int FrameSamples)
{
    private const int ExplicitRate = 15;

    private static ReadOnlySpan<int> Rates => [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

    public static AudioSpecificConfig? Parse(ReadOnlySpan<byte> config)
    {
        var reader = new BitReader(config, isEscaped: false);
        return Parse(ref reader);
    }

    /// <summary>Leaves the reader behind the config: spectral band replication named outright, or the core's own three flags.</summary>
    public static AudioSpecificConfig? Parse(ref BitReader reader)
    {
        var type = ReadType(ref reader);
        var core = ReadRate(ref reader);
        var channels = (int)reader.Bits(4);
        var rate = core;
        if (type is 5 or 29)
        {
            rate = ReadRate(ref reader);
            channels = type == 29 ? 2 : channels;
            type = ReadType(ref reader);
        }

        var isShort = reader.Flag();
        reader.Skip(reader.Flag() ? 14 : 0);
        reader.Skip(1);
        return reader.Failed || core == 0 || type == 0 ? null : new AudioSpecificConfig(core, rate, ToChannels(channels), isShort ? 960 : 1024);
    }

    /// <summary>A config for AAC-LC, for cameras that send none.</summary>
    public static byte[] Make(int sampleRate, int channels)
    {
        var index = Rates.IndexOf(sampleRate);
        var bits = (2 << 11) | ((index < 0 ? 11 : index) << 7) | (Math.Clamp(channels, 1, 7) << 3);
        return [(byte)(bits >> 8), (byte)bits];
    }

    private static int ReadType(ref BitReader reader)
    {
        var type = (int)reader.Bits(5);
        return type == 31 ? 32 + (int)reader.Bits(6) : type;
    }

    private static int ReadRate(ref BitReader reader)
    {
        var index = (int)reader.Bits(4);
        return index == ExplicitRate ? (int)reader.Bits(24) : index < Rates.Length ? Rates[index] : 0;
    }

    private static int ToChannels(int configuration) => configuration switch
    {
        0 => 1,
        7 => 8,
        _ => configuration,
    };
}
