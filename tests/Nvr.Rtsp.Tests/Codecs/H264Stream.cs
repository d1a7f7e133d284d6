using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Tests.Foreign;

namespace Nvr.Rtsp.Tests.Codecs;

/// <summary>A camera played by hand, packet by packet.</summary>
internal sealed class H264Stream(params (string Key, string Value)[] fmtp) : IDisposable
{
    private const int Frame = 3600;
    private readonly CollectingSink _sink = new();
    private int _sequence = 65_530;
    private int _picture;

    public TrackReceiver Receiver { get; } = Reception.Receiver(Reception.Video("H264", fmtp));

    public List<CollectedUnit> Units => _sink.Units;

    public IEnumerable<string> Pictures => Units.Select(unit => string.Join(' ', ElementaryStream.NalsOfSample(unit.Data).Select(System.Convert.ToHexString)));

    /// <summary>All packets of one RTP time; the last one carries the marker.</summary>
    public H264Stream Picture(params byte[][] payloads)
    {
        for (var i = 0; i < payloads.Length; i++)
        {
            Send(payloads[i], marker: i == payloads.Length - 1);
        }

        return Next();
    }

    public H264Stream Send(byte[] payload, bool marker = false)
    {
        Receiver.Receive(RtpBytes.Packet(_sequence++, (uint)(_picture * Frame), marker, payload), 1_000_000 + (_picture * 40_000L), _sink);
        return this;
    }

    public H264Stream Lose(int packets = 1)
    {
        _sequence += packets;
        return this;
    }

    public H264Stream Next()
    {
        _picture++;
        return this;
    }

    public static string Hex(params byte[][] nals) => string.Join(' ', nals.Select(System.Convert.ToHexString));

    public void Dispose() => Receiver.Dispose();
}
