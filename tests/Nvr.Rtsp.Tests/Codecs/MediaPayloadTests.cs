using Nvr.Core.Media;
using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Sdp;
using Nvr.Rtsp.Tests.Foreign;

namespace Nvr.Rtsp.Tests.Codecs;

/// <summary>Motion JPEG and audio payloads built by hand, where foreign packetizers do not go.</summary>
public sealed class MediaPayloadTests
{
    private static readonly byte[] Scan = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Jpeg_RestartMarkers_AreDeclared()
    {
        byte[] payload = [0, 0, 0, 0, 65, 50, 2, 3, 0, 9, 0xFF, 0xFF, .. Scan];
        var image = Assert.Single(Run(Reception.Video("JPEG"), payload).Units).Data;
        Assert.True(image.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDD, 0, 4, 0, 9]) > 0);
        Assert.True(image.AsSpan().EndsWith((ReadOnlySpan<byte>)[.. Scan, 0xFF, 0xD9]));
        Assert.True(image.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0, 0, 17, 8, 0, 24, 0, 16]) > 0);
    }

    [Theory]
    [InlineData(50, 16, 17)]
    [InlineData(10, 80, 85)]
    [InlineData(75, 8, 9)]
    [InlineData(99, 1, 1)]
    public void Jpeg_QBelow100_ScalesTheTablesOfTheStandard(int q, int luma, int chroma)
    {
        var image = Assert.Single(Run(Reception.Video("JPEG"), [0, 0, 0, 0, 1, (byte)q, 2, 3, .. Scan]).Units).Data.AsSpan();
        Assert.Equal(luma, image[image.IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB, 0, 67, 0]) + 5]);
        Assert.Equal(chroma, image[image.IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB, 0, 67, 1]) + 5]);
    }

    [Fact]
    public void Jpeg_TablesSentOnce_AreRemembered()
    {
        byte[] tables = [.. Enumerable.Repeat((byte)7, 64), .. Enumerable.Repeat((byte)8, 64)];
        var (units, stats) = Run(
            Reception.Video("JPEG"), [0, 0, 0, 0, 1, 200, 2, 3, 0, 0, 0, 128, .. tables, .. Scan], [0, 0, 0, 0, 1, 200, 2, 3, 0, 0, 0, 0, .. Scan], [0, 0, 0, 0, 1, 201, 2, 3, 0, 0, 0, 0, .. Scan]);
        Assert.Equal(2, units.Count);
        Assert.Equal(units[0].Data, units[1].Data);
        Assert.Equal(1, stats.Damaged);
    }

    [Fact]
    public void Jpeg_PieceMissing_DropsTheImageAndKeepsTheNext()
    {
        using var receiver = Reception.Receiver(Reception.Video("JPEG"));
        var sink = new CollectingSink();
        receiver.Receive(RtpBytes.Packet(0, 0, false, [0, 0, 0, 0, 1, 50, 2, 3, .. Scan]), 0, sink);
        receiver.Receive(RtpBytes.Packet(1, 0, true, [0, 0, 0, 12, 1, 50, 2, 3, .. Scan]), 0, sink);
        Assert.Empty(sink.Units);
        receiver.Receive(RtpBytes.Packet(2, 3600, false, [0, 0, 0, 0, 1, 50, 2, 3, .. Scan]), 40_000, sink);
        receiver.Receive(RtpBytes.Packet(3, 3600, true, [0, 0, 0, 6, 1, 50, 2, 3, .. Scan]), 40_000, sink);
        Assert.True(Assert.Single(sink.Units).Data.AsSpan().EndsWith((ReadOnlySpan<byte>)[.. Scan, .. Scan, 0xFF, 0xD9]));
        Assert.Equal(1, receiver.Stats.Damaged);
    }

    [Fact]
    public void Aac_FrameOverSeveralPackets_IsPutTogether()
    {
        using var receiver = Reception.Receiver(Aac());
        var sink = new CollectingSink();
        receiver.Receive(RtpBytes.Packet(0, 0, false, [0, 16, 0, 6 << 3, 1, 2, 3, 4]), 0, sink);
        receiver.Receive(RtpBytes.Packet(1, 0, true, [0, 16, 0, 6 << 3, 5, 6]), 0, sink);
        Assert.Equal([1, 2, 3, 4, 5, 6], Assert.Single(sink.Units).Data);
    }

    [Fact]
    public void Aac_FragmentLost_DropsOnlyThatFrame()
    {
        using var receiver = Reception.Receiver(Aac());
        var sink = new CollectingSink();
        receiver.Receive(RtpBytes.Packet(0, 0, false, [0, 16, 0, 6 << 3, 1, 2, 3]), 0, sink);
        receiver.Receive(RtpBytes.Packet(1, 1024, true, [0, 32, 0, 1 << 3, 0, 2 << 3, 7, 8, 9]), 0, sink);
        Assert.Equal([[7], [8, 9]], sink.Units.Select(unit => unit.Data));
        Assert.Equal(1024, sink.Units[1].Dts - sink.Units[0].Dts);
        Assert.Equal(1, receiver.Stats.Damaged);
    }

    [Fact]
    public void Aac_ConfigMissing_IsMadeFromTheRate()
    {
        using var receiver = Reception.Receiver(Reception.Audio("MPEG4-GENERIC", 16_000));
        Assert.Equal([0x14, 0x08], receiver.Format!.Config.ToArray());
    }

    [Fact]
    public void Aac_ExplicitBandReplication_TellsTheOutputRate()
    {
        using var receiver = Reception.Receiver(Reception.Audio("MPEG4-GENERIC", 48_000, 2, ("config", "2B118800")));
        Assert.Equal((48_000, 2), (receiver.Format!.SampleRate, receiver.Format.Channels));
    }

    [Fact]
    public void Latm_ConfigInBand_IsRefusedWithAReason()
    {
        Assert.Null(TrackReceiver.TryCreate(Reception.Audio("MP4A-LATM", 48_000), 0, out var whyNot));
        Assert.NotNull(whyNot);
    }

    [Theory]
    [InlineData("G726-32", 4, new byte[] { 0x21, 0x43 }, new byte[] { 0x21, 0x43 })]
    [InlineData("AAL2-G726-32", 4, new byte[] { 0x12, 0x34 }, new byte[] { 0x21, 0x43 })]
    [InlineData("AAL2-G726-16", 2, new byte[] { 0b00_01_10_11 }, new byte[] { 0b11_10_01_00 })]
    [InlineData("AAL2-G726-24", 3, new byte[] { 0b001_010_01, 0b1_100_101_1, 0b10_111_000 }, new byte[] { 0b11_010_001, 0b0_101_100_0, 0b000_111_11 })]
    public void G726_EitherPacking_IsHandedOnLowestBitsFirst(string encoding, int bits, byte[] wire, byte[] expected)
    {
        var unit = Assert.Single(Run(Reception.Audio(encoding, 8000), wire).Units);
        Assert.Equal(expected, unit.Data);
        Assert.Equal((Codec.G726, bits), (unit.Format.Codec, unit.Format.BitsPerSample));
    }

    private static SdpMedia Aac() => Reception.Audio("MPEG4-GENERIC", 48_000, 2, ("mode", "AAC-hbr"), ("sizelength", "13"), ("indexlength", "3"), ("indexdeltalength", "3"), ("config", "1190"));

    private static (List<CollectedUnit> Units, ReceptionStats Stats) Run(SdpMedia media, params byte[][] payloads) =>
        Reception.Run(media, payloads.Select((payload, i) => RtpBytes.Packet(i, (uint)i * 3600, true, payload)));
}
