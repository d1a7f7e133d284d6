using System.Runtime.InteropServices;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Media.Sound;

namespace Nvr.Media.Tests.Sound;

public sealed class AacTranscoderTests : IDisposable
{
    private const int Rate = 8000;
    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-sound-");

    public AacTranscoderTests() => FFmpegLibraries.Require();

    public void Dispose() => scratch.Delete(recursive: true);

    [Theory]
    [InlineData(Codec.PcmAlaw, "alaw", 0)]
    [InlineData(Codec.PcmMulaw, "mulaw", 0)]
    [InlineData(Codec.G726, "g726le", 4)]
    public void WireAudio_BecomesAac_ThatSoundsTheSame(Codec codec, string format, int bits)
    {
        string encoder = codec == Codec.PcmAlaw ? "pcm_alaw" : codec == Codec.PcmMulaw ? "pcm_mulaw" : "g726le";
        string[] options = bits == 0 ? [] : ["-code_size", "4"];
        byte[] wire = Tool.Run("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "sine=frequency=500:sample_rate=8000:duration=4", "-c:a", encoder, .. options, "-f", format, "-"]);
        using var transcoder = new AacTranscoder(new TrackFormat { Codec = codec, ClockRate = Rate, SampleRate = Rate, Channels = 1, BitsPerSample = bits });
        var coded = new CollectedPackets();
        int step = bits == 0 ? 160 : 80;
        for (int at = 0; at < wire.Length; at += step)
        {
            transcoder.Convert(wire.AsSpan(at, Math.Min(step, wire.Length - at)), 70_000 + (at * 160L / step), coded);
        }

        Assert.Equal(0, transcoder.Damaged);
        Assert.Equal(70_000, transcoder.Origin);
        short[] sound = Play(transcoder.Format, coded);
        Assert.InRange(sound.Length, Rate * 3, Rate * 5);
        Assert.InRange(Crossings(sound.AsSpan(Rate, Rate)), 980, 1020);
    }

    [Fact]
    public void Hole_InTheInput_IsAHoleInTheOutput()
    {
        using var transcoder = new AacTranscoder(new TrackFormat { Codec = Codec.PcmAlaw, ClockRate = Rate, SampleRate = Rate, Channels = 1 });
        var coded = new CollectedPackets();
        byte[] silence = [.. Enumerable.Repeat((byte)0xD5, 160)];
        for (int i = 0; i < 100; i++)
        {
            transcoder.Convert(silence, (i * 160) + (i < 50 ? 0 : 80_000), coded);
        }

        Assert.Equal(80_000, transcoder.Origin);
    }

    [Fact]
    public void VideoAndStrangeRates_AreRefusedInWords()
    {
        Assert.Throws<NvrException>(() => new AacTranscoder(new TrackFormat { Codec = Codec.H264, ClockRate = 90_000, SampleRate = Rate, Channels = 1 }));
        Assert.Throws<NvrException>(() => new AacTranscoder(new TrackFormat { Codec = Codec.PcmAlaw, ClockRate = 1, SampleRate = 1, Channels = 1 }));
    }

    /// <summary>Wraps the frames in ADTS headers (ISO/IEC 14496-3, 1.A.2) and lets ffmpeg decode them.</summary>
    private short[] Play(TrackFormat format, CollectedPackets coded)
    {
        Assert.Equal([0x15, 0x88], format.Config.Span[..2].ToArray());
        const int RateIndex = 11;
        string path = Path.Combine(scratch.FullName, "sound.aac");
        using (FileStream file = File.Create(path))
        {
            foreach ((_, _, byte[] data) in coded.All)
            {
                int length = data.Length + 7;
                file.Write([0xFF, 0xF1, (1 << 6) | (RateIndex << 2), (byte)((1 << 6) | (length >> 11)), (byte)(length >> 3), (byte)((length << 5) | 0x1F), 0xFC]);
                file.Write(data);
            }
        }
        byte[] raw = Tool.Run("ffmpeg", "-v", "error", "-i", path, "-f", "s16le", "-ac", "1", "-ar", "8000", "-");
        return MemoryMarshal.Cast<byte, short>(raw).ToArray();
    }

    private static int Crossings(ReadOnlySpan<short> sound)
    {
        int count = 0;
        for (int i = 1; i < sound.Length; i++)
        {
            count += sound[i - 1] < 0 != sound[i] < 0 ? 1 : 0;
        }
        return count;
    }
}
