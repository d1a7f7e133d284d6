using System.Buffers;
using Nvr.Core.Media;
using Nvr.Rtsp.Codecs.Nal;

namespace Nvr.Rtsp.Codecs.H265;

/// <summary>The VPSs, SPSs and PPSs seen so far, and the format made of those that are used.</summary>
internal sealed class H265ParameterSets(int clockRate)
{
    private readonly SetSlots _video = new(16);
    private readonly SetSlots _sequence = new(16);
    private readonly SetSlots _picture = new(64);
    private readonly H265Sps?[] _parsed = new H265Sps?[16];
    private readonly byte[]?[] _used = new byte[]?[64];
    private readonly ArrayBufferWriter<byte> _scratch = new(256);
    private readonly FormatCache _formats = new();
    private bool _changed;
    private int _resolved = -1;

    public TrackFormat? Format => _formats.Current;

    public void Store(int type, ReadOnlySpan<byte> nal, bool isInBand)
    {
        nal = AnnexB.TrimZeros(nal);
        _changed |= type switch
        {
            H265Codec.VideoSet => nal.Length > 2 && _video.Store(nal[2] >> 4, nal, isInBand),
            H265Codec.SequenceSet => StoreSequence(nal, isInBand),
            _ => StorePicture(nal, isInBand),
        };
    }

    /// <summary>The format from any complete set, for the time before the first picture.</summary>
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
        if (_sequence[sequenceId] is not { } sequence || _parsed[sequenceId] is not { } sps || _video[sequence[2] >> 4] is not { } video)
        {
            return Format;
        }

        _resolved = pictureSet;
        _changed = false;
        Choose(video, sequence, sps, Collect(sequenceId));
        return Format;
    }

    private bool StoreSequence(ReadOnlySpan<byte> nal, bool isInBand)
    {
        if (_sequence.Confirms(nal, isInBand) || nal.Length > SetSlots.MaxSetBytes)
        {
            return false;
        }

        if (H265SpsParser.Parse(nal) is not { } sps || !_sequence.Store(sps.Id, nal, isInBand))
        {
            return false;
        }

        _parsed[sps.Id] = sps;
        return true;
    }

    private bool StorePicture(ReadOnlySpan<byte> nal, bool isInBand)
    {
        var reader = new BitReader(nal);
        reader.Skip(16);
        var id = reader.Ue(63);
        reader.Ue(15);
        return !reader.Failed && _picture.Store(id, nal, isInBand);
    }

    private static int SequenceOf(ReadOnlySpan<byte> pictureSet)
    {
        var reader = new BitReader(pictureSet);
        reader.Skip(16);
        reader.Ue();
        return reader.Ue(15);
    }

    private ReadOnlySpan<byte[]?> Collect(int sequenceId)
    {
        var count = 0;
        for (var id = 0; id < _picture.Count; id++)
        {
            if (_picture[id] is { } found && SequenceOf(found) == sequenceId)
            {
                _used[count++] = found;
            }
        }

        return _used.AsSpan(0, count);
    }

    private void Choose(byte[] video, byte[] sequence, H265Sps sps, ReadOnlySpan<byte[]?> pictureSets)
    {
        _scratch.ResetWrittenCount();
        H265Config.Write(_scratch, sps, video, sequence, pictureSets);
        var configBytes = _scratch.WrittenCount;
        if (_formats.TryRecall(_scratch.WrittenSpan))
        {
            return;
        }

        // The VPS is left out: for a single layer a decoder takes nothing from it.
        ParameterKey.Append(_scratch, sequence, sps.TimingStart, sps.TimingEnd);
        foreach (var set in pictureSets)
        {
            ParameterKey.Append(_scratch, set, 0, 0);
        }

        var key = _scratch.WrittenSpan[configBytes..];
        if (!_formats.CurrentDecodes(key))
        {
            _formats.Add(Make(sps, _scratch.WrittenSpan[..configBytes]), key);
        }
    }

    private TrackFormat Make(H265Sps sps, ReadOnlySpan<byte> config) => new()
    {
        Codec = Codec.H265,
        ClockRate = clockRate,
        Width = sps.Width,
        Height = sps.Height,
        ReorderDepth = sps.ReorderDepth,
        Config = config.ToArray(),
    };
}
