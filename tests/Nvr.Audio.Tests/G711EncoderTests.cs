using System.Runtime.InteropServices;
using Nvr.Core.Media;

namespace Nvr.Audio.Tests;

/// <summary>What is encoded, as ffmpeg's decoder hears it.</summary>
public sealed class G711EncoderTests
{
    private const int Samples = 65536;

    [Theory]
    [InlineData(Codec.PcmMulaw, "mulaw", 8)]
    [InlineData(Codec.PcmAlaw, "alaw", 8)]
    public void EverySample_IsHeardWithinHalfAStep(Codec codec, string container, int smallestError)
    {
        short[] every = [.. Enumerable.Range(short.MinValue, Samples).Select(i => (short)i)];
        byte[] coded = new byte[Samples];
        Encode(codec, every, coded);

        short[] heard = Decode(coded, container);

        // A step is a sixteenth of its segment: half of one is 1/32 of the sample (mu-law: of the sample and its bias, which is 4 more) at most, beside
        // the bits that the code has no room for (G.711, tables 1 and 2); the loudest are clipped.
        Assert.All(every.Zip(heard), p => Assert.True(
            Math.Abs(p.First - p.Second) <= smallestError + (Math.Abs((int)p.First) / 32) || Math.Abs((int)p.First) > 32124, $"{p.First} is heard as {p.Second}"));
    }

    [Theory]
    [InlineData(Codec.PcmMulaw, "mulaw")]
    [InlineData(Codec.PcmAlaw, "alaw")]
    public void EveryCode_DecodedAndEncodedAgain_IsHeardTheSame(Codec codec, string container)
    {
        byte[] codes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        short[] levels = Decode(codes, container);
        byte[] again = new byte[256];
        Encode(codec, levels, again);

        Assert.Equal(levels, Decode(again, container));
    }

    private static void Encode(Codec codec, short[] samples, byte[] coded)
    {
        if (codec == Codec.PcmAlaw)
        {
            G711Encoder.ToAlaw(samples, coded);
        }
        else
        {
            G711Encoder.ToMulaw(samples, coded);
        }
    }

    private static short[] Decode(byte[] coded, string container) => MemoryMarshal.Cast<byte, short>(
        Ffmpeg.Run("-f", container, "-ar", "8000", "-ac", "1", "-i", Ffmpeg.Store(coded, "raw"), "-f", "s16le")).ToArray();
}
