using Nvr.Core.Media;
using Nvr.Rtsp.Sdp;
using Nvr.Rtsp.Tests.Codecs;
using Nvr.Rtsp.Tests.Foreign;

namespace Nvr.Rtsp.Tests.Rtp;

public sealed class AllocationTests
{
    private const int Rounds = 200;

    [Theory]
    [InlineData("H264")]
    [InlineData("H265")]
    [InlineData("JPEG")]
    [InlineData("PCMA")]
    [InlineData("AAL2-G726-32")]
    public void Receive_SteadyState_AllocatesNothing(string encoding)
    {
        var media = encoding is "PCMA" or "AAL2-G726-32" ? Reception.Audio(encoding, 8000) : Reception.Video(encoding);
        var round = Round(encoding);
        using var receiver = Reception.Receiver(media);
        var sink = new CountingSink();
        Play(receiver, round, 0, sink);
        var warm = sink.Count;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i <= Rounds; i++)
        {
            Play(receiver, round, i, sink);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(warm > 0);
        Assert.Equal(warm * (Rounds + 1), sink.Count);
    }

    // One group of pictures as packets; reordered at one place, so that the window is exercised too.
    private static byte[][] Round(string encoding)
    {
        var big = new byte[1400];
        Array.Fill(big, (byte)0x55);
        byte[][] payloads = encoding switch
        {
            "H264" => [H264Sample.Aggregate(H264Sample.Sps, H264Sample.Pps, H264Sample.Sei), H264Sample.Fragment([.. H264Sample.Idr(), .. big], true, false, ..), H264Sample.Fragment([0x65, .. big], false, true, ..), H264Sample.P()],
            "H265" => [H265Sample.Vps, H265Sample.Sps, H265Sample.Pps, [(19 << 1), 1, 0xAF, .. big], [(1 << 1), 1, 0xD0, .. big]],
            "JPEG" => [[0, 0, 0, 0, 1, 80, 40, 30, .. big]],
            _ => [big],
        };
        return payloads;
    }

    private static void Play(Nvr.Rtsp.Rtp.TrackReceiver receiver, byte[][] payloads, int round, IAccessUnitSink sink)
    {
        Span<byte> packet = stackalloc byte[2000];
        for (var i = 0; i < payloads.Length; i++)
        {
            var sequence = (round * payloads.Length) + i;
            var time = (uint)(sequence * 3600);
            packet[..12].Clear();
            (packet[0], packet[1]) = (0x80, (byte)(0x80 | RtpBytes.PayloadType));
            if (payloads[i].Length > 1 && payloads[i][0] is 0x7C && (payloads[i][1] & 0x40) == 0)
            {
                packet[1] = RtpBytes.PayloadType;
            }

            System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)sequence);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(packet[4..], time - (payloads[i][0] == 0x7C && (payloads[i][1] & 0x40) != 0 ? 3600u : 0));
            payloads[i].CopyTo(packet[12..]);
            receiver.Receive(packet[..(12 + payloads[i].Length)], sequence * 40_000L, sink);
        }
    }

    private sealed class CountingSink : IAccessUnitSink
    {
        public int Count { get; private set; }

        public void OnAccessUnit(in AccessUnit unit) => Count++;
    }
}
