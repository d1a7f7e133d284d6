using Nvr.Rtsp.Codecs.Nal;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Codecs.H265;

/// <summary>RFC 7798: single NAL units, aggregation packets and fragmentation units, with or without decoding order numbers.</summary>
internal sealed class H265Depacketizer : NalDepacketizer
{
    private const int Aggregation = 48;
    private const int Fragmentation = 49;

    // Decoding order numbers are stepped over: cameras send in decoding order even when they announce the numbers.
    private readonly bool _hasOrderNumbers;

    private H265Depacketizer(H265Codec codec, bool hasOrderNumbers)
        : base(codec)
    {
        _hasOrderNumbers = hasOrderNumbers;
    }

    public static H265Depacketizer Create(SdpMedia media, int clockRate)
    {
        var codec = new H265Codec(clockRate);
        SdpParameterSets.ForEach(media, "sprop-vps", codec.StoreFromSdp);
        SdpParameterSets.ForEach(media, "sprop-sps", codec.StoreFromSdp);
        SdpParameterSets.ForEach(media, "sprop-pps", codec.StoreFromSdp);
        return new H265Depacketizer(codec, SdpParameterSets.Number(media, "sprop-max-don-diff", 0) > 0);
    }

    protected override void Unpack(ReadOnlySpan<byte> payload, IUnitOutput output)
    {
        if (AnnexB.HasStartCode(payload[..Math.Min(4, payload.Length)]))
        {
            Picture.AddNal(payload, output);
            return;
        }

        if (payload.Length < 3)
        {
            output.OnDamaged();
            return;
        }

        switch (H265Codec.TypeOf(payload[0]))
        {
            case < Aggregation:
                AddSingle(payload, output);
                break;
            case Aggregation:
                AddAggregation(payload[2..], output);
                break;
            case Fragmentation:
                Fragment(payload, output);
                break;
            default:
                output.OnDamaged();
                break;
        }
    }

    private void AddSingle(ReadOnlySpan<byte> payload, IUnitOutput output)
    {
        if (!_hasOrderNumbers)
        {
            Picture.AddNal(payload, output);
            return;
        }

        Picture.OpenNal(output);
        Picture.Append(payload[..2]);
        Picture.Append(payload[Math.Min(4, payload.Length)..]);
        Picture.CloseNal(output);
    }

    private void AddAggregation(ReadOnlySpan<byte> bytes, IUnitOutput output)
    {
        if (!_hasOrderNumbers)
        {
            AddAggregate(bytes, 0, output);
        }
        else if (bytes.Length > 2)
        {
            // The first unit has a number of two bytes, each further one a difference of one byte; take the first byte off.
            AddAggregate(bytes[1..], 1, output);
        }
    }

    private void Fragment(ReadOnlySpan<byte> payload, IUnitOutput output)
    {
        var isFirst = (payload[2] & 0x80) != 0;
        var skip = 3 + (_hasOrderNumbers && isFirst ? 2 : 0);
        if (payload.Length < skip)
        {
            output.OnDamaged();
            return;
        }

        var header = (byte)((payload[0] & 0x81) | ((payload[2] & 0x3F) << 1));
        AddFragment(isFirst, (payload[2] & 0x40) != 0, [header, payload[1]], payload[skip..], output);
    }
}
