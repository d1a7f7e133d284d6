using System.Buffers.Binary;
using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Tests.Foreign;

namespace Nvr.Rtsp.Tests.Rtp;

/// <summary>Order, loss, sources and reports, with G.711 packets because each is a unit of its own.</summary>
public sealed class TrackReceiverTests : IDisposable
{
    private const long StartUs = 50_000_000;

    private readonly TrackReceiver _receiver = Reception.Receiver(Reception.Audio("PCMA", 8000));
    private readonly CollectingSink _sink = new();

    private IEnumerable<int> Numbers => _sink.Units.Select(unit => (int)unit.Data[0]);

    public void Dispose() => _receiver.Dispose();

    [Fact]
    public void Receive_InOrderAcrossTheWrap_LosesNothing()
    {
        Send(Enumerable.Range(65_500, 80));
        Assert.Equal(80, _sink.Units.Count);
        Assert.Equal((80, 0, 0), (_receiver.Stats.Packets, _receiver.Stats.Lost, _receiver.Stats.Duplicates));
    }

    [Fact]
    public void Receive_Reordered_IsPutInOrder()
    {
        Send([1, 2, 4, 5, 3, 6, 8, 7, 9]);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], Numbers);
        Assert.Equal((0, 3), (_receiver.Stats.Lost, _receiver.Stats.Reordered));
        Assert.All(_sink.Units, unit => Assert.Equal(0, unit.LostPackets));
    }

    [Fact]
    public void Receive_Lost_IsToldWithTheNextUnit()
    {
        Send([1, 2, .. Enumerable.Range(5, 40)]);
        Assert.Equal([1, 2, .. Enumerable.Range(5, 40)], Numbers);
        Assert.Equal(2, _receiver.Stats.Lost);
        Assert.Equal(2, _sink.Units[2].LostPackets);
        Assert.Equal(2, _sink.Units.Sum(unit => unit.LostPackets));
    }

    [Fact]
    public void Receive_ManyLost_GoesOnAtOnce()
    {
        Send([1, 2, 3, 500, 501]);
        Assert.Equal(5, _sink.Units.Count);
        Assert.Equal(496, _receiver.Stats.Lost);
    }

    [Fact]
    public void Receive_GapThatNobodyFills_WaitsNoLongerThanTheLimit()
    {
        SendOne(1, StartUs);
        SendOne(3, StartUs + 20_000);
        Assert.Single(_sink.Units);
        SendOne(4, StartUs + 20_000 + ReorderWindow.MaxWaitUs + 1);
        Assert.Equal([1, 3, 4], Numbers);
    }

    [Fact]
    public void Receive_Duplicates_AreDropped()
    {
        Send([1, 1, 2, 3, 2, 5, 5, 4]);
        Assert.Equal([1, 2, 3, 4, 5], Numbers);
        Assert.Equal(3, _receiver.Stats.Duplicates);
    }

    [Fact]
    public void Receive_SequenceStartsAnew_IsFollowedFromTheSecondPacket()
    {
        Send([1, 2, 3, 30_000, 30_001, 30_002]);
        Assert.Equal(5, _sink.Units.Count);
    }

    [Fact]
    public void Receive_StaleSource_IsIgnored()
    {
        for (var i = 1; i <= 20; i++)
        {
            SendOne(i, StartUs + (i * 20_000));
            SendOne(40_000 + i, StartUs + (i * 20_000), ssrc: 99);
        }

        Assert.Equal(Enumerable.Range(1, 20), Numbers);
        Assert.Equal(20, _receiver.Stats.Foreign);
    }

    [Fact]
    public void Receive_StaleSourceInBursts_IsIgnored()
    {
        // As a session that the camera forgot to end sends its pictures, of many packets each, beside those of the new one.
        for (var i = 0; i < 200; i++)
        {
            var source = i / 10 % 2 == 0 ? RtpBytes.Ssrc : 99;
            SendOne((source == 99 ? 40_000 : 0) + (i / 20 * 10) + (i % 10), StartUs + (i / 10 * 40_000), source);
        }

        Assert.Equal(Enumerable.Range(0, 100), Numbers);
        Assert.Equal((100, 0), (_receiver.Stats.Foreign, _receiver.Stats.Lost));
    }

    [Fact]
    public void Receive_ChangedSource_IsFollowedWhenTheOldOneIsSilent()
    {
        Send([1, 2, 3]);
        for (var i = 0; i < 40; i++)
        {
            SendOne(9000 + i, StartUs + 20_000 + (i * 20_000), ssrc: 99, time: 4_000_000_000 + ((uint)i * 160));
        }

        Assert.Equal(3 + 16, _sink.Units.Count);
        Assert.Equal(24, _sink.Units[3].LostPackets);
        Assert.All(_sink.Units.Zip(_sink.Units.Skip(1)), pair => Assert.InRange(pair.Second.Dts - pair.First.Dts, 1, 8000));
    }

    [Fact]
    public void Receive_ChangedSourceAfterGoodbye_IsFollowedAtOnce()
    {
        Send([1, 2, 3]);
        _receiver.ReceiveRtcp([0x81, 203, 0, 1, 0x12, 0x34, 0x56, 0x78], StartUs);
        for (var i = 0; i < 10; i++)
        {
            SendOne(9000 + i, StartUs + 100_000 + (i * 20_000), ssrc: 99, time: 4_000_000_000 + ((uint)i * 160));
        }

        Assert.Equal(3 + 10, _sink.Units.Count);
        Assert.Equal(0, _receiver.Stats.Lost);
        Assert.All(_sink.Units.Zip(_sink.Units.Skip(1)), pair => Assert.InRange(pair.Second.Dts - pair.First.Dts, 1, 3600));
    }

    [Fact]
    public void Receive_SourceThatContinuesTheNumbers_IsFollowedAtOnce()
    {
        for (var i = 1; i <= 10; i++)
        {
            SendOne(i, StartUs + (i * 20_000), ssrc: (uint)i);
        }

        Assert.Equal(10, _sink.Units.Count);
    }

    [Fact]
    public void Receive_ForeignPayloadTypeOrRubbish_IsCounted()
    {
        _receiver.Receive(RtpBytes.Packet(1, 0, false, [1], payloadType: 72), StartUs, _sink);
        _receiver.Receive([1, 2, 3], StartUs, _sink);
        _receiver.Receive(new byte[40], StartUs, _sink);
        Assert.Empty(_sink.Units);
        Assert.Equal(3, _receiver.Stats.Foreign);
    }

    [Fact]
    public void Receive_CsrcExtensionAndPadding_AreSteppedOver()
    {
        byte[] packet = [0xB1, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 1, 1, 1, 1, 0xBE, 0xDE, 0, 1, 2, 2, 2, 2, 7, 8, 0, 0, 3];
        _receiver.Receive(packet, StartUs, _sink);
        Assert.Equal([7, 8], Assert.Single(_sink.Units).Data);
    }

    [Fact]
    public void SetRtpInfo_FirstPacketsMissing_AreCountedAndNonsenseIsNot()
    {
        _receiver.SetRtpInfo(100, 12345);
        SendOne(103, StartUs);
        Assert.Equal(3, Assert.Single(_sink.Units).LostPackets);
        using var other = Reception.Receiver(Reception.Audio("PCMA", 8000));
        other.SetRtpInfo(0, 0);
        other.Receive(RtpBytes.Packet(30_000, 5, false, [1]), StartUs, _sink);
        Assert.Equal(0, other.Stats.Lost);
    }

    [Fact]
    public void WriteReceiverReport_AfterLossAndSenderReport_SaysSo()
    {
        Span<byte> report = stackalloc byte[100];
        Assert.Equal(0, _receiver.WriteReceiverReport(report, StartUs));
        Send([1, 2, 3, 4, .. Enumerable.Range(9, 40)]);
        _receiver.ReceiveRtcp(SenderReport(0x1122_3344_5566_7788, 0), StartUs);
        Assert.Equal(52, _receiver.WriteReceiverReport(report, StartUs + 500_000));
        Assert.Equal((0x81, 201), (report[0], report[1]));
        Assert.Equal(RtpBytes.Ssrc, BinaryPrimitives.ReadUInt32BigEndian(report[8..]));
        Assert.Equal(4u | (21u << 24), BinaryPrimitives.ReadUInt32BigEndian(report[12..]));
        Assert.Equal(48u, BinaryPrimitives.ReadUInt32BigEndian(report[16..]));
        Assert.Equal(0x3344_5566u, BinaryPrimitives.ReadUInt32BigEndian(report[24..]));
        Assert.Equal(32_768u, BinaryPrimitives.ReadUInt32BigEndian(report[28..]));
        Assert.Equal((0x81, 202), (report[32], report[33]));
        Assert.Equal(0, _receiver.WriteReceiverReport(report[..51], StartUs));
    }

    [Fact]
    public void ReceiveRtcp_Bye_IsToldUntilPacketsCome()
    {
        _receiver.ReceiveRtcp([0x81, 203, 0, 1, 0, 0, 0, 1], StartUs);
        Assert.True(_receiver.Ended);
        SendOne(1, StartUs);
        Assert.False(_receiver.Ended);
    }

    [Fact]
    public void ReceiveRtcp_CameraSetsItsClock_MovesNothing()
    {
        for (var i = 0; i < 500; i++)
        {
            SendOne(i, StartUs + (i * 20_000));
            _receiver.ReceiveRtcp(SenderReport((ulong)(i < 250 ? 1000 : 90_000_000) << 32, (uint)i * 160), StartUs + (i * 20_000));
        }

        Assert.All(_sink.Units.Zip(_sink.Units.Skip(1)), pair =>
            Assert.Equal((160, 20_000), (pair.Second.Dts - pair.First.Dts, pair.Second.CaptureUs - pair.First.CaptureUs)));
    }

    [Fact]
    public void TrackAlignment_SlowerTrack_IsMovedEarlierOnce()
    {
        using var slow = Reception.Receiver(Reception.Audio("PCMA", 8000));
        var slowSink = new CollectingSink();
        var alignment = new TrackAlignment(_receiver, slow);
        for (var i = 0; i < 300; i++)
        {
            var nowUs = StartUs + (i * 20_000);
            SendOne(i, nowUs);
            slow.Receive(RtpBytes.Packet(i, (uint)i * 160, false, [1]), nowUs + 150_000, slowSink);
            var report = SenderReport(((ulong)i << 32) / 50, (uint)i * 160);
            _receiver.ReceiveRtcp(report, nowUs);
            slow.ReceiveRtcp(report, nowUs + 150_000);
            alignment.Update();
        }

        Assert.True(alignment.IsDone);
        Assert.InRange(_sink.Units[^1].CaptureUs - slowSink.Units[^1].CaptureUs, -1000, 1000);
        Assert.Equal(StartUs + (299 * 20_000), _sink.Units[^1].CaptureUs);
    }

    [Fact]
    public void TryCreate_UnknownEncoding_SaysWhyInPlainWords()
    {
        Assert.Null(TrackReceiver.TryCreate(Reception.Video("VND.MAKER.SMART"), 0, out var whyNot));
        Assert.Contains("VND.MAKER.SMART", whyNot, StringComparison.Ordinal);
    }

    private static byte[] SenderReport(ulong ntp, uint rtpTime)
    {
        var packet = new byte[28];
        (packet[0], packet[1], packet[3]) = (0x80, 200, 6);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), RtpBytes.Ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(packet.AsSpan(8), ntp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(16), rtpTime);
        return packet;
    }

    private void Send(IEnumerable<int> sequences)
    {
        foreach (var sequence in sequences)
        {
            SendOne(sequence, StartUs);
        }
    }

    private void SendOne(int sequence, long arrivalUs, uint ssrc = RtpBytes.Ssrc, uint? time = null) =>
        _receiver.Receive(RtpBytes.Packet(sequence, time ?? (uint)sequence * 160, false, [(byte)sequence], ssrc), arrivalUs, _sink);
}
