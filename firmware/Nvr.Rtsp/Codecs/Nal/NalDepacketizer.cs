using Nvr.Core.Media;
using Nvr.Rtsp.Rtp;

namespace Nvr.Rtsp.Codecs.Nal;

/// <summary>What the RTP payload formats of H.264 (RFC 6184) and H.265 (RFC 7798) have in common.</summary>
internal abstract class NalDepacketizer(NalCodec codec) : Depacketizer
{
    public override TrackFormat? Format => codec.Format;

    protected PictureAssembler Picture { get; } = new(codec);

    public override void Push(in RtpPacket packet, bool lossBefore, long arrivalUs, IUnitOutput output)
    {
        Picture.BeginPacket(packet.Timestamp, lossBefore, arrivalUs, output);
        if (!packet.Payload.IsEmpty)
        {
            Unpack(packet.Payload, output);
        }

        Picture.EndPacket(packet.Marker, output);
    }

    public override void Dispose()
    {
        Picture.Dispose();
        base.Dispose();
    }

    protected abstract void Unpack(ReadOnlySpan<byte> payload, IUnitOutput output);

    /// <summary>
    /// One fragment. The header counts only on the first: some cameras change the type on the way. A fragment without a
    /// first one belongs to a NAL unit that was lost; an empty one is harmless.
    /// </summary>
    protected void AddFragment(bool isFirst, bool isLast, ReadOnlySpan<byte> header, ReadOnlySpan<byte> data, IUnitOutput output)
    {
        if (isFirst)
        {
            Picture.OpenNal(output);
            Picture.Append(header);
        }

        if (!Picture.IsNalOpen)
        {
            return;
        }

        Picture.Append(data);
        if (isLast)
        {
            Picture.CloseNal(output);
        }
    }

    /// <summary>NAL units that each follow a 16-bit length, each after <paramref name="skip"/> bytes of decoding order number.</summary>
    protected void AddAggregate(ReadOnlySpan<byte> bytes, int skip, IUnitOutput output)
    {
        while (bytes.Length > skip + 2)
        {
            var length = (bytes[skip] << 8) | bytes[skip + 1];
            bytes = bytes[(skip + 2)..];
            if (length > bytes.Length)
            {
                output.OnDamaged();
                return;
            }

            if (length > 0)
            {
                Picture.AddNal(bytes[..length], output);
            }

            bytes = bytes[length..];
        }
    }
}
