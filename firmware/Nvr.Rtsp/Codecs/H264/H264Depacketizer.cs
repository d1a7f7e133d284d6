using Nvr.Rtsp.Codecs.Nal;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Codecs.H264;

/// <summary>RFC 6184: single NAL units, STAP-A and STAP-B, FU-A and FU-B. MTAPs, which no camera sends, are dropped and counted.</summary>
internal sealed class H264Depacketizer : NalDepacketizer
{
    private H264Depacketizer(H264Codec codec)
        : base(codec)
    {
    }

    public static H264Depacketizer Create(SdpMedia media, int clockRate)
    {
        var codec = new H264Codec(clockRate);
        SdpParameterSets.ForEach(media, "sprop-parameter-sets", codec.StoreFromSdp);
        return new H264Depacketizer(codec);
    }

    protected override void Unpack(ReadOnlySpan<byte> payload, IUnitOutput output)
    {
        switch (payload[0] & 0x1F)
        {
            case >= 1 and <= 23:
            case 0 when AnnexB.HasStartCode(payload[..Math.Min(4, payload.Length)]):
                Picture.AddNal(payload, output);
                break;
            case 24:
                AddAggregate(payload[1..], 0, output);
                break;
            case 25 when payload.Length > 3:
                AddAggregate(payload[3..], 0, output);
                break;
            case 28 when payload.Length >= 2:
                Fragment(payload, 2, output);
                break;
            case 29 when payload.Length >= 4:
                Fragment(payload, 4, output);
                break;
            default:
                output.OnDamaged();
                break;
        }
    }

    private void Fragment(ReadOnlySpan<byte> payload, int headerBytes, IUnitOutput output)
    {
        var header = (byte)((payload[0] & 0xE0) | (payload[1] & 0x1F));
        AddFragment((payload[1] & 0x80) != 0, (payload[1] & 0x40) != 0, [header], payload[headerBytes..], output);
    }
}
