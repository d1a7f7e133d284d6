using Nvr.Core.Media;
using Nvr.Rtsp.Rtp;

namespace Nvr.Rtsp.Codecs;

/// <summary>
/// Documents of ONVIF metadata: XML over RTP, the marker bit ends one (ONVIF Streaming specification 5.1.2.1.1). Cameras that forget the
/// marker are understood by the closing tag. A document with a gap, or of more than <see cref="MaxBytes"/>, is dropped and counted
/// once; what follows begins with the next document.
/// </summary>
internal sealed class MetadataDepacketizer(int clockRate) : Depacketizer
{
    internal const int MaxBytes = 1 << 20;

    // A tag with its prefix, and what cameras put behind it.
    private const int TagBytes = 96;

    private readonly PooledBytes _document = new();
    private long _arrivalUs;
    private bool _skipping;

    public override TrackFormat? Format { get; } = new() { Codec = Codec.OnvifMetadata, ClockRate = clockRate };

    public override void Push(in RtpPacket packet, bool lossBefore, long arrivalUs, IUnitOutput output)
    {
        ReadOnlySpan<byte> payload = packet.Payload;
        bool begins = Begins(payload);
        if (lossBefore || (begins && !IsDeclarationAtMost(_document.Span)))
        {
            Abandon(output, lossBefore);
        }

        _skipping &= !begins;
        Append(payload, arrivalUs, output);
        if (packet.Marker || Ends(_skipping ? payload : _document.Span))
        {
            Finish(packet.Timestamp, output);
        }
    }

    public override void Dispose()
    {
        _document.Dispose();
        base.Dispose();
    }

    private void Append(ReadOnlySpan<byte> payload, long arrivalUs, IUnitOutput output)
    {
        if (_skipping)
        {
            return;
        }

        if (_document.Length + payload.Length > MaxBytes)
        {
            Abandon(output, skip: true);
            return;
        }

        _arrivalUs = _document.Length == 0 ? arrivalUs : _arrivalUs;
        _document.TryAppend(payload);
    }

    private void Abandon(IUnitOutput output, bool skip)
    {
        if (_document.Length > 0)
        {
            output.OnDamaged();
        }

        _document.Clear();
        _skipping |= skip;
    }

    private void Finish(uint rtpTime, IUnitOutput output)
    {
        // A line feed alone is what some send behind a document.
        if (!_skipping && _document.Span.ContainsAnyExcept(" \t\r\n\0"u8))
        {
            output.OnUnit(new CodedUnit
            {
                Format = Format!,
                RtpTime = rtpTime,
                ArrivalUs = _arrivalUs,
                IsRandomAccess = true,
                Data = _document.Span,
            });
        }

        _document.Clear();
        _skipping = false;
    }

    private static bool Begins(ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> text = payload.TrimStart("\uFEFF \t\r\n"u8);
        if (!text.StartsWith("<"u8) || text.StartsWith("<?xml"u8))
        {
            return !text.IsEmpty && text[0] == '<';
        }

        ReadOnlySpan<byte> tag = text[1..Math.Min(text.Length, TagBytes)];
        int end = tag.IndexOfAny(" \t\r\n>"u8);
        return end > 0 && IsStream(tag[..end]) && tag[0] != '/';
    }

    // What may stand before the root: nothing, or the declaration in a packet of its own.
    private static bool IsDeclarationAtMost(ReadOnlySpan<byte> text) => text.IndexOf("MetadataStream"u8) < 0 && text.IndexOf("MetaDataStream"u8) < 0;

    private static bool Ends(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> tail = text[^Math.Min(text.Length, TagBytes)..].TrimEnd(" \t\r\n\0"u8);
        int tag = tail.LastIndexOf("</"u8);
        return tag >= 0 && tail[^1] == '>' && IsStream(tail[(tag + 2)..^1].TrimEnd(" \t\r\n"u8));
    }

    private static bool IsStream(ReadOnlySpan<byte> name) => name.EndsWith("MetadataStream"u8) || name.EndsWith("MetaDataStream"u8);
}
