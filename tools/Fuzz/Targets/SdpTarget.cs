using System.Text;
using Fuzz.Engine;
using Fuzz.Material;
using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Sdp;

namespace Fuzz.Targets;

/// <summary>Session descriptions: nothing is thrown, nothing is null that may not be, and each track is taken or refused with a reason.</summary>
internal sealed class SdpTarget(MaterialStore material) : IFuzzTarget
{
    private const int MaxSections = 32;

    public string Name => "sdp";

    public int MaxBytes => 64 * 1024;

    public IReadOnlyList<byte[]> Words { get; } = Split.Words(
        "m=video 0 RTP/AVP 96\r\n", "m=audio 0 RTP/AVP 0 8 97\r\n", "a=rtpmap:96 ", "H264/90000", "H265/90000", "JPEG/90000", "MPEG4-GENERIC/48000/2",
        "MP4A-LATM/48000/2", "L16/44100/2", "G726-32/8000", "OPUS/48000/2", "a=fmtp:96 ", "sprop-parameter-sets=", "sprop-sps=", "config=", "cpresent=0",
        "sizelength=13;", "indexlength=3;", "indexdeltalength=3;", "a=control:", "a=range:npt=now-", "c=IN IP4 239.1.1.1/127\r\n", "a=source-filter: incl IN IP4 * 10.0.0.1\r\n",
        ";", "=", ",", "/", "-", "\r\n");

    public IEnumerable<byte[]> Seeds() => material.Recordings.Select(r => Encoding.UTF8.GetBytes(r.Sdp));

    public IReadOnlyList<Range> Pieces(byte[] input) => Split.Lines(input);

    public void Run(byte[] input)
    {
        SdpDescription description = SdpParser.Parse(Encoding.UTF8.GetString(input));
        BrokenPromiseException.Unless(description.Sections.Count <= MaxSections, "more sections than the bound");
        foreach (SdpSection section in description.Sections)
        {
            BrokenPromiseException.Unless(section.Kind is not null && section.Port is >= 0 and <= 65535, "a section without kind or with a port that is none");
            foreach (SdpMedia media in section.Candidates)
            {
                Check(media);
            }
        }
    }

    private static void Check(SdpMedia media)
    {
        BrokenPromiseException.Unless(media.Kind is not null && media.EncodingName is not null, "a null where none is allowed");
        BrokenPromiseException.Unless(media is { ClockRate: > 0, Channels: > 0, PayloadType: >= 0 and <= 127 }, "a number out of bounds");
        BrokenPromiseException.Unless(media.Fmtp.All(p => p.Key is not null && p.Value is not null), "a null parameter");
        using TrackReceiver? receiver = TrackReceiver.TryCreate(media, 0, out string? whyNot);
        BrokenPromiseException.Unless(receiver is null == whyNot is not null, "a track neither taken nor refused with a reason");
    }
}
