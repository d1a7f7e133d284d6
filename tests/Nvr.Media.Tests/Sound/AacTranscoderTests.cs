using System.Runtime.InteropServices;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Media.Sound;

namespace Nvr.Media.Tests.Sound;

public sealed class AacTranscoderTests : IDisposable
{
    private const int Rate = 8000;
    private const int Frame = 1024;

    private static readonly TrackFormat Alaw = new() { Codec = Codec.PcmAlaw, ClockRate = Rate, SampleRate = Rate, Channels = 1 };

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-sound-");
    private readonly CollectedPackets coded = new();

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
        using var transcoder = new AacTranscoder(Rate, 1, coded);
        transcoder.Begin(new TrackFormat { Codec = codec, ClockRate = Rate, SampleRate = Rate, Channels = 1, BitsPerSample = bits });
        int step = bits == 0 ? 160 : 80;
        for (int at = 0; at < wire.Length; at += step)
        {
            transcoder.Convert(wire.AsSpan(at, Math.Min(step, wire.Length - at)), at * 160L / step);
        }

        Assert.Equal(0, transcoder.Damaged);
        short[] sound = Play(transcoder.Format);
        Assert.InRange(sound.Length, Rate * 3, Rate * 5);
        Assert.InRange(Crossings(sound.AsSpan(Rate, Rate)), 980, 1020);
    }

    [Fact]
    public void Sound_BeginningLate_LiesWhereItsTimeSays()
    {
        using var transcoder = new AacTranscoder(Rate, 1, coded);
        transcoder.Begin(Alaw);
        byte[] tone = Tone(4000);
        for (int i = 0; i < tone.Length; i += 160)
        {
            // Times that waver by a few samples are no holes.
            transcoder.Convert(tone.AsSpan(i, 160), 20_000 + i + (i % 480 / 160));
        }
        transcoder.Finish();

        AssertUnbroken();
        short[] sound = Play(transcoder.Format);
        Assert.InRange(Onset(sound), 20_000 - 16, 20_000 + 16);
        Assert.Equal(24_000, Math.Round(coded.All[^1].Dts / 1024.0) * 1024, 1024.0);
    }

    [Fact]
    public void Hole_InTheInput_IsSilenceOfItsLength()
    {
        using var transcoder = new AacTranscoder(Rate, 1, coded);
        transcoder.Begin(Alaw);
        byte[] silence = [.. Enumerable.Repeat((byte)0xD5, 160)];
        for (int i = 0; i < 100; i++)
        {
            transcoder.Convert(silence, (i * 160) + (i < 50 ? 0 : 80_000));
        }
        transcoder.Finish();

        AssertUnbroken();
        Assert.Equal((16_000 + 80_000 + Frame - 1) / Frame, coded.All.Count(p => p.Dts >= 0));
    }

    [Fact]
    public void Passing_BringsSilence_WithoutAnySound()
    {
        using var transcoder = new AacTranscoder(Rate, 1, coded);

        transcoder.Pass(Rate * 60);
        int before = coded.All.Count;
        transcoder.Finish();

        AssertUnbroken();
        Assert.InRange(before, (Rate * 60 / Frame) - 2, Rate * 60 / Frame);
        Assert.Equal((Rate * 60 + Frame - 1) / Frame, coded.All.Count(p => p.Dts >= 0));
        Assert.All(Play(transcoder.Format), s => Assert.InRange(s, -1, 1));
    }

    [Theory]
    [InlineData("flac", Codec.Flac, 8000, 4096)]
    [InlineData("flac", Codec.Flac, 16_000, 4096)]
    [InlineData("libopus", Codec.Opus, 48_000, 960)]
    [InlineData("aac", Codec.Aac, 16_000, 1024)]
    public void StoredSound_OfAnyCodecAndRate_BecomesTheOneFormat(string encoder, Codec codec, int rate, int step)
    {
        string file = Path.Combine(scratch.FullName, "in.mp4");
        _ = Tool.Run(
            "ffmpeg", "-v", "error", "-f", "lavfi", "-i", $"sine=frequency=500:sample_rate={rate}:duration=3", "-c:a", encoder, "-ar", $"{rate}", "-strict", "-2",
            "-frame_size", $"{step}", file);
        using var transcoder = new AacTranscoder(Rate, 1, coded);
        transcoder.Begin(new TrackFormat { Codec = codec, ClockRate = rate, SampleRate = rate, Channels = 1, Config = Config(file, codec) });
        foreach ((long dts, byte[] data) in Packets(file))
        {
            transcoder.Convert(data, dts);
        }
        transcoder.Finish();

        Assert.Equal(0, transcoder.Damaged);
        AssertUnbroken();
        short[] sound = Play(transcoder.Format);
        Assert.InRange(sound.Length, (3 * Rate) - Frame, (3 * Rate) + (2 * Frame));
        Assert.InRange(Crossings(sound.AsSpan(Rate, Rate)), 990, 1010);
    }

    [Fact]
    public void Format_ChangingInTheMiddle_StaysOneStream()
    {
        using var transcoder = new AacTranscoder(16_000, 1, coded);
        byte[] tone = Tone(Rate);
        transcoder.Begin(Alaw);
        for (int i = 0; i < tone.Length; i += 160)
        {
            transcoder.Convert(tone.AsSpan(i, 160), i);
        }
        transcoder.Begin(new TrackFormat { Codec = Codec.PcmMulaw, ClockRate = 16_000, SampleRate = 16_000, Channels = 1 });
        byte[] silence = [.. Enumerable.Repeat((byte)0xFF, 320)];
        for (int i = 0; i < 50; i++)
        {
            transcoder.Convert(silence, 16_000 + (i * 320));
        }
        transcoder.Finish();

        AssertUnbroken();
        short[] sound = Play(transcoder.Format, 16_000);
        int last = sound.AsSpan().LastIndexOfAnyExceptInRange((short)-2000, (short)2000);
        Assert.InRange(last, 16_000 - 60, 16_000 + 60);
        Assert.Equal((32_000 + Frame - 1) / Frame, coded.All.Count(p => p.Dts >= 0));
    }

    [Fact]
    public void Garbage_InPlaceOfSound_IsCountedAndLeftOut()
    {
        using var transcoder = new AacTranscoder(Rate, 1, coded);
        transcoder.Begin(new TrackFormat { Codec = Codec.Flac, ClockRate = Rate, SampleRate = Rate, Channels = 1 });
        var random = new Random(8);
        byte[] garbage = new byte[3000];
        for (int i = 0; i < 500; i++)
        {
            random.NextBytes(garbage);
            transcoder.Convert(garbage.AsSpan(0, random.Next(1, garbage.Length)), i * 1000);
        }
        transcoder.Pass(500_000);
        transcoder.Finish();

        Assert.InRange(transcoder.Damaged, 1, 500);
        AssertUnbroken();
        Assert.Equal((500_000 + Frame - 1) / Frame, coded.All.Count(p => p.Dts >= 0), 10.0);
    }

    [Fact]
    public void VideoAndStrangeRates_AreRefusedInWords()
    {
        using var transcoder = new AacTranscoder(Rate, 1, coded);

        Assert.Throws<NvrException>(() => transcoder.Begin(new TrackFormat { Codec = Codec.H264, ClockRate = 90_000, SampleRate = Rate, Channels = 1 }));
        Assert.Throws<NvrException>(() => transcoder.Begin(new TrackFormat { Codec = Codec.Flac, ClockRate = Rate, SampleRate = Rate, Channels = 6 }));
        Assert.Throws<NvrException>(() => new AacTranscoder(1, 1, coded));
        Assert.Throws<NvrException>(() => transcoder.Convert([1], 0));
    }

    /// <summary>The run-up, then frame after frame without a hole.</summary>
    private void AssertUnbroken() => Assert.Equal(Enumerable.Range(-1, coded.All.Count).Select(i => (long)i * Frame), coded.All.Select(p => p.Dts));

    private static byte[] Tone(int samples) => Tool.Run(
        "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=frequency=500:sample_rate=8000", "-af", "volume=4", "-frames:a", $"{(samples + 1023) / 1024}",
        "-c:a", "pcm_alaw", "-f", "alaw", "-")[..samples];

    private static int Onset(short[] sound) => sound.AsSpan().IndexOfAnyExceptInRange((short)-2000, (short)2000);

    private static List<(long Dts, byte[] Data)> Packets(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        string list = System.Text.Encoding.ASCII.GetString(Tool.Run("ffprobe", "-v", "error", "-show_entries", "packet=dts,size,pos", "-of", "csv=p=0", file));
        List<long[]> rows = [.. list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim(',').Split(',').Select(long.Parse).ToArray())];
        return [.. rows.Select(r => (r[0] - rows[0][0], bytes[(int)r[2]..(int)(r[2] + r[1])]))];
    }

    /// <summary>STREAMINFO stands 8 bytes after the box's name, an AudioSpecificConfig after its tag; Opus needs none.</summary>
    private static byte[] Config(string file, Codec codec)
    {
        byte[] bytes = File.ReadAllBytes(file);
        int box = bytes.AsSpan().IndexOf(codec == Codec.Flac ? "dfLa"u8 : "esds"u8);
        int tag = box + bytes.AsSpan(Math.Max(0, box)).IndexOf<byte>([0x05, 0x80, 0x80, 0x80]);
        return codec switch
        {
            Codec.Flac => bytes[(box + 12)..(box + 46)],
            Codec.Aac => bytes[(tag + 5)..(tag + 5 + bytes[tag + 4])],
            _ => [],
        };
    }

    /// <summary>Wraps the frames in ADTS headers (ISO/IEC 14496-3, 1.A.2) and lets ffmpeg decode them, the run-up left out.</summary>
    private short[] Play(TrackFormat format, int rate = Rate)
    {
        Assert.Equal(rate == Rate ? [0x15, 0x88] : [0x14, 0x08], format.Config.Span[..2].ToArray());
        int rateIndex = rate == Rate ? 11 : 8;
        string path = Path.Combine(scratch.FullName, "sound.aac");
        using (FileStream file = File.Create(path))
        {
            foreach ((_, _, byte[] data) in coded.All.Where(p => p.Dts >= 0))
            {
                int length = data.Length + 7;
                file.Write([0xFF, 0xF1, (byte)((1 << 6) | (rateIndex << 2)), (byte)((1 << 6) | (length >> 11)), (byte)(length >> 3), (byte)((length << 5) | 0x1F), 0xFC]);
                file.Write(data);
            }
        }
        byte[] raw = Tool.Run("ffmpeg", "-v", "error", "-i", path, "-f", "s16le", "-ac", "1", "-ar", $"{rate}", "-");
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
