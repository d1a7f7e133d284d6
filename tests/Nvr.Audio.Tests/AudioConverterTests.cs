using Nvr.Core.Media;

namespace Nvr.Audio.Tests;

public sealed class AudioConverterTests
{
    private const string Music = "aevalsrc=0.6*sin(2*PI*440*t)*sin(2*PI*0.7*t)+0.2*sin(2*PI*1733*t)+0.1*random(0):d=3";

    // What ffmpeg's reader takes at a time; it complains about a shorter rest.
    private const int G726ReadBytes = 1020;

    [Theory]
    [InlineData(Codec.PcmAlaw, "alaw", "pcm_alaw")]
    [InlineData(Codec.PcmMulaw, "mulaw", "pcm_mulaw")]
    public void Convert_G711_DecodesToWhatFfmpegDecodes(Codec codec, string container, string encoder)
    {
        byte[] every = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        byte[] wire = [.. every, .. Ffmpeg.Run("-f", "lavfi", "-i", Music + ":s=8000", "-c:a", encoder, "-f", container)];
        var expected = Ffmpeg.Run("-f", container, "-ar", "8000", "-ac", "1", "-i", Ffmpeg.Store(wire, "raw"), "-f", "s16le");
        Check(Wire.Format(codec), wire, 160, 160, expected);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Convert_G726_DecodesToWhatFfmpegDecodes(int bits)
    {
        var wire = Ffmpeg.Run("-f", "lavfi", "-i", Music + ":s=8000", "-c:a", "g726le", "-code_size", $"{bits}", "-f", "g726le");
        wire = wire[..(wire.Length / G726ReadBytes * G726ReadBytes)];
        var expected = Ffmpeg.Run("-f", "g726le", "-code_size", $"{bits}", "-i", Ffmpeg.Store(wire, "raw"), "-f", "s16le");
        Check(Wire.Format(Codec.G726, bits: bits), wire, 20 * bits, 160, expected);
    }

    [Theory]
    [InlineData(8000, 1)]
    [InlineData(16_000, 2)]
    [InlineData(44_100, 2)]
    [InlineData(48_000, 1)]
    [InlineData(12_345, 1)]
    public void Convert_L16_DecodesToTheSameSamples(int rate, int channels)
    {
        var wire = Ffmpeg.Run("-f", "lavfi", "-i", $"{Music}:s={rate}", "-ac", $"{channels}", "-c:a", "pcm_s16be", "-f", "s16be");
        var expected = Ffmpeg.Run("-f", "s16be", "-ar", $"{rate}", "-ac", $"{channels}", "-i", Ffmpeg.Store(wire, "raw"), "-f", "s16le");
        Check(Wire.Format(Codec.L16, rate, channels), wire, 320 * channels * 2, 320, expected);
    }

    [Fact]
    public void Convert_NoiseAndExtremes_DecodeToTheSameSamples()
    {
        var random = new Random(5);
        var wire = new byte[64 * 1024];
        random.NextBytes(wire);
        for (var i = 20_000; i < 40_000; i++)
        {
            wire[i] = (i / 2 % 2) == 0 ? (byte)0x7F : (byte)0x80;
        }

        Array.Clear(wire, 40_000, 10_000);
        var expected = Ffmpeg.Run("-f", "s16be", "-ar", "8000", "-ac", "1", "-i", Ffmpeg.Store(wire, "raw"), "-f", "s16le");
        Check(Wire.Format(Codec.L16), wire, 640, 320, expected);
    }

    [Fact]
    public void Convert_LongStream_NumbersFramesBeyondOneByte()
    {
        var format = Wire.Format(Codec.PcmAlaw);
        var (converter, sink) = (Wire.Converter(format), new FrameSink());
        var wire = new byte[1024 * 2500];
        new Random(1).NextBytes(wire);
        Wire.Feed(converter, format, wire, 1024, 1024, sink);
        Assert.Equal(2500, sink.Frames.Count);
        Assert.Equal(wire.Length * 2, sink.Decode(converter.Format).Length);
    }

    [Fact]
    public void Convert_Silence_CostsNextToNothing()
    {
        var format = Wire.Format(Codec.PcmAlaw);
        var (converter, sink) = (Wire.Converter(format), new FrameSink());
        Wire.Feed(converter, format, Enumerable.Repeat((byte)0xD5, 80_000).ToArray(), 160, 160, sink);
        Assert.All(sink.Frames, frame => Assert.InRange(frame.Data.Length, 1, 16));
    }

    [Fact]
    public void Convert_SteadyPackets_TimesFramesByTheirFirstSample()
    {
        var format = Wire.Format(Codec.PcmMulaw);
        var (converter, sink) = (Wire.Converter(format), new FrameSink());
        Wire.Feed(converter, format, new byte[16_000], 160, 160, sink);
        Assert.Equal(15, sink.Frames.Count);
        for (var i = 0; i < sink.Frames.Count; i++)
        {
            Assert.Equal(i * 1024, sink.Frames[i].Dts);
            Assert.InRange(sink.Frames[i].CaptureUs, 5_000_000 + (i * 128_000) - 1, 5_000_000 + (i * 128_000) + 1);
        }
    }

    [Fact]
    public void Convert_LostPacket_IsFilledWithSilence()
    {
        var format = Wire.Format(Codec.L16);
        var (converter, sink) = (Wire.Converter(format), new FrameSink());
        var loud = Enumerable.Repeat((byte)0x11, 800).ToArray();
        Wire.Send(converter, format, loud, 0, sink);
        Wire.Send(converter, format, loud, 800, sink, lost: 1);
        Wire.Send(converter, format, loud, 1200, sink);
        Wire.Send(converter, format, loud, 1600, sink);
        var frame = Assert.Single(sink.Frames);
        Assert.Equal(1, frame.Lost);
        var samples = sink.Decode(converter.Format);
        Assert.All(samples[..800], value => Assert.Equal(0x11, value));
        Assert.All(samples[800..1600], value => Assert.Equal(0, value));
        Assert.All(samples[1600..], value => Assert.Equal(0x11, value));
    }

    [Fact]
    public void Convert_LongGap_StartsANewRunAtTheCamerasTime()
    {
        var format = Wire.Format(Codec.PcmAlaw);
        var (converter, sink) = (Wire.Converter(format), new FrameSink());
        Wire.Send(converter, format, new byte[1500], 0, sink);
        Wire.Send(converter, format, new byte[1024], 80_000, sink);
        Assert.Equal([0, 1024, 80_000], sink.Frames.Select(frame => frame.Dts));
    }

    [Fact]
    public void Convert_PacketsThatOverlap_AreCutAndTimesKeepRising()
    {
        var format = Wire.Format(Codec.PcmAlaw);
        var (converter, sink) = (Wire.Converter(format), new FrameSink());
        for (var i = 0; i < 200; i++)
        {
            Wire.Send(converter, format, new byte[320], i * 160, sink);
        }

        Assert.All(sink.Frames.Zip(sink.Frames.Skip(1)), pair => Assert.Equal(1024, pair.Second.Dts - pair.First.Dts));
        Assert.InRange(sink.Frames.Count, 30, 32);
    }

    [Fact]
    public void Convert_SteadyState_AllocatesNothing()
    {
        var format = Wire.Format(Codec.PcmAlaw);
        var (converter, sink) = (Wire.Converter(format), new CountingSink());
        var packet = new byte[320];
        new Random(3).NextBytes(packet);
        for (var i = 0; i < 100; i++)
        {
            Wire.Send(converter, format, packet, i * 320, sink);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 100; i < 2000; i++)
        {
            Wire.Send(converter, format, packet, i * 320, sink);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sink.Count > 500);
    }

    [Fact]
    public void Convert_OddSizes_NeverThrow()
    {
        var random = new Random(11);
        TrackFormat[] formats = [Wire.Format(Codec.L16, channels: 2), Wire.Format(Codec.G726, bits: 3), Wire.Format(Codec.PcmAlaw, channels: 2)];
        foreach (var format in formats)
        {
            var (converter, sink) = (Wire.Converter(format), new CountingSink());
            long dts = 0;
            for (var i = 0; i < 3000; i++)
            {
                var bytes = new byte[random.Next(0, 3000)];
                random.NextBytes(bytes);
                dts += random.Next(50) == 0 ? random.Next(100_000) - 20_000 : random.Next(600);
                Wire.Send(converter, format, bytes, dts, sink);
            }

            Assert.True(sink.Count > 0);
        }
    }

    [Fact]
    public void TryCreate_WhatMp4CanCarry_IsNotConverted()
    {
        Assert.Null(AudioConverter.TryCreate(Wire.Format(Codec.Aac)));
        Assert.Null(AudioConverter.TryCreate(Wire.Format(Codec.G726, bits: 7)));
        Assert.Null(AudioConverter.TryCreate(Wire.Format(Codec.PcmAlaw, rate: 0)));
    }

    private static void Check(TrackFormat format, byte[] wire, int packetBytes, int samplesAPacket, byte[] expected)
    {
        var (converter, sink) = (Wire.Converter(format), new FrameSink());
        Wire.Feed(converter, format, wire, packetBytes, samplesAPacket, sink);
        var actual = sink.Decode(converter.Format);
        Assert.True(actual.Length > 10_000);
        Assert.Equal(expected[..actual.Length], actual);
        Assert.InRange(expected.Length - actual.Length, 0, 4096 * 2 * format.Channels);
        Assert.True(sink.Frames.Sum(frame => frame.Data.Length) < actual.Length + (sink.Frames.Count * 20));
    }
}
