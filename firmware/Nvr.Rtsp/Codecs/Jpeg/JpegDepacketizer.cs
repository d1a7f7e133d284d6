using Nvr.Core.Media;
using Nvr.Rtsp.Rtp;

namespace Nvr.Rtsp.Codecs.Jpeg;

/// <summary>RFC 2435: gathers the pieces of a scan and rebuilds a plain JPEG image. An image with a piece missing is dropped.</summary>
internal sealed class JpegDepacketizer(int clockRate) : Depacketizer
{
    private readonly PooledBytes _image = new();
    private readonly byte[] _scaled = new byte[2 * JpegQuantization.TableBytes];

    // Tables of Q 128 to 254 may be sent once; 255 sends them with every image (RFC 2435 section 3.1.8).
    private readonly byte[]?[] _known = new byte[]?[128];
    private readonly int[] _knownPrecision = new int[128];
    private TrackFormat? _format;
    private int _headerBytes;
    private int _scaledQ;
    private uint _time;
    private long _arrivalUs;

    public override TrackFormat? Format => _format;

    public override void Push(in RtpPacket packet, bool lossBefore, long arrivalUs, IUnitOutput output)
    {
        if (packet.Payload.IsEmpty)
        {
            return;
        }

        if (lossBefore)
        {
            Drop(output);
        }

        if (!JpegFragment.TryParse(packet.Payload, out var fragment))
        {
            output.OnDamaged();
            return;
        }

        if (fragment.Offset == 0)
        {
            Emit(output);
            Begin(fragment, packet.Timestamp, arrivalUs, output);
        }

        Add(fragment, output);
        if (packet.Marker)
        {
            Emit(output);
        }
    }

    public override void Dispose()
    {
        _image.Dispose();
        base.Dispose();
    }

    private void Begin(in JpegFragment first, uint time, long arrivalUs, IUnitOutput output)
    {
        var tables = FindTables(first, out var precision);
        if (first.Width == 0 || first.Height == 0 || !JpegHeader.AreWhole(tables, precision))
        {
            output.OnDamaged();
            return;
        }

        JpegHeader.Write(_image, first, tables, precision);
        _headerBytes = _image.Length;
        (_time, _arrivalUs) = (time, arrivalUs);
        if (_format?.Width != first.Width || _format.Height != first.Height)
        {
            _format = new TrackFormat { Codec = Codec.Mjpeg, ClockRate = clockRate, Width = first.Width, Height = first.Height };
        }
    }

    private ReadOnlySpan<byte> FindTables(in JpegFragment first, out int precision)
    {
        precision = first.Precision;
        if (first.Q >= 128)
        {
            return first.Tables.IsEmpty ? Recall(first.Q - 128, out precision) : Remember(first.Q - 128, first);
        }

        if (_scaledQ != first.Q)
        {
            JpegQuantization.Scale(first.Q, _scaled);
            _scaledQ = first.Q;
        }

        return _scaled;
    }

    private byte[]? Recall(int slot, out int precision)
    {
        precision = _knownPrecision[slot];
        return _known[slot];
    }

    private ReadOnlySpan<byte> Remember(int slot, in JpegFragment first)
    {
        if (first.Q != 255 && !first.Tables.SequenceEqual(_known[slot]))
        {
            _known[slot] = first.Tables.ToArray();
            _knownPrecision[slot] = first.Precision;
        }

        return first.Tables;
    }

    private void Add(in JpegFragment fragment, IUnitOutput output)
    {
        if (_image.Length == 0)
        {
            return;
        }

        if (fragment.Offset != _image.Length - _headerBytes || !_image.TryAppend(fragment.Scan))
        {
            Drop(output);
        }
    }

    private void Drop(IUnitOutput output)
    {
        if (_image.Length > 0)
        {
            _image.Clear();
            output.OnDamaged();
        }
    }

    private void Emit(IUnitOutput output)
    {
        if (_image.Length == 0)
        {
            return;
        }

        if (!_image.Span.EndsWith<byte>([0xFF, 0xD9]))
        {
            _image.TryAppend([0xFF, 0xD9]);
        }

        output.OnUnit(new CodedUnit
        {
            Format = _format!,
            RtpTime = _time,
            ArrivalUs = _arrivalUs,
            IsRandomAccess = true,
            Data = _image.Span,
        });
        _image.Clear();
    }
}
