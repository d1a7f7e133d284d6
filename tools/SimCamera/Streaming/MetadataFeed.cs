using System.Text;
using SimCamera.Rtp;

namespace SimCamera.Streaming;

/// <summary>Sends an ONVIF metadata document once a second to one session.</summary>
internal sealed class MetadataFeed(RtpFlow flow, long startUs) : ITrackFeed
{
    private const long PeriodUs = 1_000_000;
    private static readonly byte[] s_document = Encoding.UTF8.GetBytes(
        """<?xml version="1.0" encoding="UTF-8"?><tt:MetadataStream xmlns:tt="http://www.onvif.org/ver10/schema"/>""");

    private long _counter;

    public RtpFlow Flow { get; } = flow;

    public bool Paces => false;

    public long NextDueUs => startUs + (_counter * PeriodUs);

    public uint NextRtpTime => Flow.TimeAt(_counter * PeriodUs);

    public void Align(long nowUs) => _counter = Math.Max(0, (nowUs - startUs) / PeriodUs);

    public void Collect(long nowUs, PacketBatch batch)
    {
        for (; NextDueUs <= nowUs; _counter++)
        {
            Flow.Write(batch, true, NextRtpTime, s_document, default);
        }
    }
}
