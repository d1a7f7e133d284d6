using Nvr.Core.Media;

namespace Nvr.Audio.Tests;

/// <summary>Wire audio in packets.</summary>
internal static class Wire
{
    public static TrackFormat Format(Codec codec, int rate = 8000, int channels = 1, int bits = 0) =>
        new() { Codec = codec, ClockRate = rate, SampleRate = rate, Channels = channels, BitsPerSample = bits };

    public static AudioConverter Converter(TrackFormat format)
    {
        var converter = AudioConverter.TryCreate(format);
        Assert.NotNull(converter);
        return converter;
    }

    /// <summary>Feeds everything in packets of 160 to 320 samples or so, back to back.</summary>
    public static void Feed(AudioConverter converter, TrackFormat format, byte[] bytes, int packetBytes, int samplesAPacket, IAccessUnitSink sink)
    {
        for (var at = 0; at < bytes.Length; at += packetBytes)
        {
            var index = at / packetBytes;
            Send(converter, format, bytes.AsSpan(at, Math.Min(packetBytes, bytes.Length - at)), (long)index * samplesAPacket, sink);
        }
    }

    public static void Send(AudioConverter converter, TrackFormat format, ReadOnlySpan<byte> bytes, long dts, IAccessUnitSink sink, int lost = 0)
    {
        var unit = new AccessUnit
        {
            Track = 1,
            Format = format,
            Dts = dts,
            CaptureUs = 5_000_000 + (dts * 1_000_000 / format.ClockRate),
            IsRandomAccess = true,
            LostPackets = lost,
            Data = bytes,
        };
        converter.Convert(unit, sink);
    }
}
