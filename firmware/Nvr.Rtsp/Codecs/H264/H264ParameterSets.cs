using System.Buffers;
using Nvr.Core.Media;
using Nvr.Rtsp.Codecs.Nal;

namespace Nvr.Rtsp.Codecs.H264;

/// <summary>The SPSs and PPSs seen so far, and the format made of those that are used.</summary>
internal sealed class H264ParameterSets(int clockRate)
{
    private const int MaxSetBytes = 4096;
    private const int MaxPictureSets = 255;

    private readonly (byte[] Nal, H264Sps Sps)?[] _sequence = new (byte[], H264Sps)?[32];
    private readonly (byte[] Nal, int SequenceId)?[] _picture = new (byte[], int)?[256];
    private readonly byte[]?[] _used = new byte[]?[MaxPictureSets];
    private readonly ArrayBufferWriter<byte> _scratch = new(256);
    private readonly FormatCache _formats = new();
    private bool _sequenceFromSdp;
    private bool _pictureFromSdp;
    private bool _changed;
    private int _resolved = -1;

    public TrackFormat? Format => _formats.Current;

    /// <summary>The SPS of the picture resolved last.</summary>
    public H264Sps? Active { get; private set; }

    public void StoreSequence(ReadOnlySpan<byte> nal, bool isInBand)
    {
        if (nal.Length > MaxSetBytes || H264SpsParser.Parse(nal) is not { } sps)
        {
            return;
        }

        Supersede(_sequence, isInBand, ref _sequenceFromSdp);
        nal = nal[..sps.Bytes];
        if (_sequence[sps.Id] is { } known && known.Nal.AsSpan().SequenceEqual(nal))
        {
            return;
        }

        _sequence[sps.Id] = (nal.ToArray(), sps);
        _changed = true;
    }

    public void StorePicture(ReadOnlySpan<byte> nal, bool isInBand)
    {
        nal = AnnexB.TrimZeros(nal);
        var reader = new BitReader(nal);
        reader.Skip(8);
        var (id, sequenceId) = (reader.Ue(255), reader.Ue(31));
        if (reader.Failed || nal.Length > MaxSetBytes)
        {
            return;
        }

        Supersede(_picture, isInBand, ref _pictureFromSdp);
        if (_picture[id] is { } known && known.Nal.AsSpan().SequenceEqual(nal))
        {
            return;
        }

        _picture[id] = (nal.ToArray(), sequenceId);
        _changed = true;
    }

    /// <summary>The format from any complete pair, for the time before the first picture.</summary>
    public void ResolveAny()
    {
        for (var id = 0; id < _picture.Length && Format is null; id++)
        {
            if (_picture[id] is not null)
            {
                Resolve(id);
            }
        }
    }

    public TrackFormat? Resolve(int pictureSet)
    {
        if ((!_changed && pictureSet == _resolved) || pictureSet is < 0 or > 255)
        {
            return Format;
        }

        if (_picture[pictureSet] is not { } picture || _sequence[picture.SequenceId] is not { } sequence)
        {
            return Format;
        }

        _resolved = pictureSet;
        _changed = false;
        Active = sequence.Sps;
        Choose(sequence.Nal, sequence.Sps, Collect(picture.SequenceId));
        return Format;
    }

    // What the session description said counts until the stream itself says something.
    private static void Supersede<T>(T?[] slots, bool isInBand, ref bool fromSdp)
    {
        if (isInBand && fromSdp)
        {
            Array.Clear(slots);
        }

        fromSdp = !isInBand;
    }

    private ReadOnlySpan<byte[]?> Collect(int sequenceId)
    {
        var count = 0;
        foreach (var picture in _picture)
        {
            if (picture is { } found && found.SequenceId == sequenceId && count < MaxPictureSets)
            {
                _used[count++] = found.Nal;
            }
        }

        return _used.AsSpan(0, count);
    }

    private void Choose(byte[] nal, H264Sps sps, ReadOnlySpan<byte[]?> pictureSets)
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
