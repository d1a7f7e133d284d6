using System.Buffers;
using Nvr.Core.Media;
using Nvr.Rtsp.Codecs.Nal;

namespace Nvr.Rtsp.Codecs.H264;

/// <summary>The SPSs and PPSs seen so far, and the format made of those that are used.</summary>
internal sealed class H264ParameterSets(int clockRate)
{
    private const int MaxPictureSets = 255;

    private readonly SetSlots _sequence = new(32);
    private readonly SetSlots _picture = new(256);
    private readonly H264Sps?[] _parsed = new H264Sps?[32];
    private readonly byte[]?[] _used = new byte[]?[MaxPictureSets];
    private readonly ArrayBufferWriter<byte> _scratch = new(256);
    private readonly FormatCache _formats = new();
    private bool _changed;
    private int _resolved = -1;

    public TrackFormat? Format => _formats.Current;

    /// <summary>The SPS of the picture resolved last.</summary>
    public H264Sps? Active { get; private set; }

    public void StoreSequence(ReadOnlySpan<byte> nal, bool isInBand)
    {
        nal = AnnexB.TrimZeros(nal);
        if (_sequence.Confirms(nal, isInBand) || nal.Length > SetSlots.MaxSetBytes)
        {
            return;
        }

        if (H264SpsParser.Parse(nal) is { } sps && _sequence.Store(sps.Id, nal, isInBand))
        {
            _parsed[sps.Id] = sps;
            _changed = true;
        }
    }

    public void StorePicture(ReadOnlySpan<byte> nal, bool isInBand)
    {
        nal = AnnexB.TrimZeros(nal);
        var reader = new BitReader(nal);
        reader.Skip(8);
        var id = reader.Ue(255);
        reader.Ue(31);
        _changed |= !reader.Failed && _picture.Store(id, nal, isInBand);
    }

    /// <summary>The format from any complete pair, for the time before the first picture.</summary>
    public void ResolveAny()
    {
        for (var id = 0; id < _picture.Count && Format is null; id++)
        {
            Resolve(id);
        }
    }

    public TrackFormat? Resolve(int pictureSet)
    {
        if ((!_changed && pictureSet == _resolved) || _picture[pictureSet] is not { } picture)
        {
            return Format;
        }

        var sequenceId = SequenceOf(picture);
        if (_sequence[sequenceId] is not { } sequence || _parsed[sequenceId] is not { } sps)
        {
            return Format;
        }

        _resolved = pictureSet;
        _changed = false;
        Active = sps;
        Choose(sequence.AsSpan(0, sps.Bytes), sps, Collect(sequenceId));
        return Format;
    }

    private static int SequenceOf(ReadOnlySpan<byte> pictureSet)
    {
        var reader = new BitReader(pictureSet);
        reader.Skip(8);
        reader.Ue();
        return reader.Ue(31);
    }

    private ReadOnlySpan<byte[]?> Collect(int sequenceId)
    {
        var count = 0;
        for (var id = 0; id < _picture.Count && count < MaxPictureSets; id++)
        {
            if (_picture[id] is { } found && SequenceOf(found) == sequenceId)
            {
                _used[count++] = found;
            }
        }

        return _used.AsSpan(0, count);
    }

    private void Choose(ReadOnlySpan<byte> nal, H264Sps sps, ReadOnlySpan<byte[]?> pictureSets)
    {
        _scratch.ResetWrittenCount();
        H264Config.Write(_scratch, sps, nal, pictureSets);
        var configBytes = _scratch.WrittenCount;
        if (_formats.TryRecall(_scratch.WrittenSpan))
        {
            return;
        }

        ParameterKey.Append(_scratch, nal, sps.TimingStart, sps.TimingEnd);
        foreach (var set in pictureSets)
        {
            ParameterKey.Append(_scratch, set, 0, 0);
        }

        var key = _scratch.WrittenSpan[configBytes..];
        if (_formats.CurrentDecodes(key))
        {
            return;
        }

        var format = new TrackFormat
        {
            Codec = Codec.H264,
            ClockRate = clockRate,
            Width = sps.Width,
            Height = sps.Height,
            ReorderDepth = sps.ReorderDepth,
            Config = _scratch.WrittenSpan[..configBytes].ToArray(),
        };
        _formats.Add(format, key);
    }
}
