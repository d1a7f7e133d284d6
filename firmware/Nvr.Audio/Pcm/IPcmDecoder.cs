namespace Nvr.Audio.Pcm;

/// <summary>Turns wire audio into 16-bit samples, channels interleaved. Used by one thread.</summary>
internal interface IPcmDecoder
{
    /// <summary>The most samples that this many bytes can give.</summary>
    int MaxSamples(int bytes);

    /// <summary>Returns how many samples were written.</summary>
    int Decode(ReadOnlySpan<byte> wire, Span<short> samples);
}
