using System.Buffers;
using Nvr.Core.Media;

namespace Nvr.Rtsp.Codecs.Nal;

/// <summary>
/// Collects NAL units into pictures. A picture ends with the marker, with another RTP time, or before a NAL unit that can only open
/// the next one; a marker without picture data (on a SEI or a parameter set) means nothing, and a camera that puts it
/// on every slice is found out and no longer believed.
/// </summary>
internal sealed class PictureAssembler(NalCodec codec) : IDisposable
{
    // Pictures do not need more before their first slice; a camera that never sends one must not fill the memory.
    private const int MaxPrefixBytes = 256 << 10;

    private readonly NalBuffer _buffer = new();
    private bool _hasSlice;
    private bool _isRandomAccess;
    private bool _mayStepBack;
    private bool _markerEndsPicture = true;
    private bool _markerEndedLast;
    private uint _lastTime;
    private TrackFormat? _format;
    private uint _time;
    private long _arrivalUs;

    public bool IsNalOpen => _buffer.IsOpen;

    public void BeginPacket(uint rtpTime, bool lossBefore, long arrivalUs, IUnitOutput output)
    {
        if (lossBefore)
        {
            DropNal(output);
            _markerEndedLast = false;
        }

        if (rtpTime != _time)
        {
            CloseNal(output);
            Emit(output);
        }

        if (!_hasSlice)
        {
            _time = rtpTime;
            _arrivalUs = arrivalUs;
        }
    }

    public void EndPacket(bool marker, IUnitOutput output)
    {
        if (!marker)
        {
            return;
        }

        CloseNal(output);
        if (_hasSlice && _markerEndsPicture)
        {
            Emit(output);
            _markerEndedLast = true;
        }
    }

    public void OpenNal(IUnitOutput output)
    {
        CloseNal(output);
        _buffer.Open();
    }

    public void Append(ReadOnlySpan<byte> bytes) => _buffer.Append(bytes);

    public void DropNal(IUnitOutput output)
    {
        if (_buffer.IsOpen)
        {
            _buffer.Discard();
            output.OnDamaged();
        }
    }

    public void CloseNal(IUnitOutput output)
    {
        if (!_buffer.IsOpen)
        {
            return;
        }

        if (_buffer.Overflowed)
        {
            DropNal(output);
        }
        else if (AnnexB.HasStartCode(_buffer.OpenNal))
        {
            Split(output);
        }
        else
        {
            Take(output);
        }
    }

    public void AddNal(ReadOnlySpan<byte> nal, IUnitOutput output)
    {
        OpenNal(output);
        Append(nal);
        CloseNal(output);
    }

    public void Dispose() => _buffer.Dispose();

    private void Split(IUnitOutput output)
    {
        var length = _buffer.OpenNal.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        _buffer.OpenNal.CopyTo(copy);
        _buffer.Discard();
        ReadOnlySpan<byte> rest = copy.AsSpan(0, length);
        while (AnnexB.TryTake(ref rest, out var nal))
        {
            _buffer.Open();
            _buffer.Append(nal);
            Take(output);
        }

        ArrayPool<byte>.Shared.Return(copy);
    }

    private void Take(IUnitOutput output)
    {
        // Before it is looked at: a header with nothing but zeros behind it is no slice.
        _buffer.TrimOpen();
        var info = codec.Inspect(_buffer.OpenNal);
        if (_hasSlice && (info.StartsPicture || info.Kind is NalKind.Prefix or NalKind.Delimiter))
        {
            Emit(output);
        }

        switch (info.Kind)
        {
            case NalKind.Slice:
                TakeSlice(info);
                break;
            case NalKind.Prefix when _buffer.Whole.Length < MaxPrefixBytes:
                _isRandomAccess |= info.IsRandomAccess;
                _buffer.Keep();
                break;
            case NalKind.Suffix when _hasSlice:
                _buffer.Keep();
                break;
            case NalKind.ParameterSet:
                codec.Store(_buffer.OpenNal, isInBand: true);
                _buffer.Discard();
                break;
            default:
                _buffer.Discard();
                break;
        }
    }

    private void TakeSlice(in NalInfo info)
    {
        if (!_hasSlice && _markerEndedLast && _lastTime == _time && !info.StartsPicture)
        {
            _markerEndsPicture = false;
        }

        if (!_hasSlice)
        {
            // At once: a parameter set that comes between the slices must not count for them (GStreamer repeats the sets
            // before each slice of an IDR picture).
            _format = codec.Resolve(info.PictureSet);
        }

        _markerEndedLast = false;
        _hasSlice = true;
        _isRandomAccess |= info.IsRandomAccess;
        _mayStepBack |= info.MayStepBack;
        _buffer.Keep();
    }

    private void Emit(IUnitOutput output)
    {
        if (!_hasSlice)
        {
            return;
        }

        if (_format is { } format)
        {
            output.OnUnit(new CodedUnit
            {
                Format = format,
                RtpTime = _time,
                ArrivalUs = _arrivalUs,
                IsRandomAccess = _isRandomAccess,
                MayStepBack = _mayStepBack,
                Data = _buffer.Whole,
            });
        }
        else
        {
            output.OnNoFormat();
        }

        _buffer.RemoveWhole();
        _hasSlice = _isRandomAccess = _mayStepBack = false;
        _lastTime = _time;
    }
}
