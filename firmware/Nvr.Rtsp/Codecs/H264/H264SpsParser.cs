using Nvr.Rtsp.Codecs.Nal;

namespace Nvr.Rtsp.Codecs.H264;

/// <summary>Parses sequence parameter sets; every field that sizes a loop is bounded, and nothing is read outside the span.</summary>
internal ref struct H264SpsParser(ReadOnlySpan<byte> nal)
{
    // The longest side of level 6.2, the square root of 8 x 139,264 (ITU-T H.264 table A-1 and A.3.1).
    private const int MaxMacroblocks = 1055;

    private readonly ReadOnlySpan<byte> _nal = nal;
    private BitReader _reader = new(nal);
    private int _chroma = 1;
    private int _colourPlaneBits;
    private int _depthLuma = 8;
    private int _depthChroma = 8;
    private int _reorder = -1;
    private (int Start, int End) _timing;

    /// <summary>Null when it is not a usable SPS.</summary>
    public static H264Sps? Parse(ReadOnlySpan<byte> nal) => new H264SpsParser(AnnexB.TrimZeros(nal)).Parse();

    private H264Sps? Parse()
    {
        _reader.Skip(8);
        var profile = (int)_reader.Bits(8);
        var constraints = (int)_reader.Bits(8);
        _reader.Skip(8);
        var id = _reader.Ue(31);
        if (HasChroma(profile))
        {
            ReadChroma();
        }

        var frameNumberBits = 4 + _reader.Ue(12);
        var orderType = ReadPictureOrder();
        _reader.Ue(16);
        _reader.Skip(1);
        var macroblocksWide = _reader.Ue(MaxMacroblocks - 1) + 1;
        var mapUnitsHigh = _reader.Ue(MaxMacroblocks - 1) + 1;
        var frameOnly = _reader.Flag();
        var macroblocksHigh = mapUnitsHigh * (frameOnly ? 1 : 2);
        _reader.Skip(frameOnly ? 1 : 2);
        var (cropX, cropY) = ReadCropping(frameOnly);
        if (_reader.Failed || macroblocksHigh > MaxMacroblocks)
        {
            return null;
        }

        var width = (macroblocksWide * 16) - cropX;
        var height = (macroblocksHigh * 16) - cropY;
        var bytes = ReadUsage();
        var cannotReorder = profile == 66 || orderType == 2 || ((constraints & 0x10) != 0 && profile is 100 or 110 or 122 or 244 or 44);
        return width <= 0 || height <= 0 ? null : new H264Sps
        {
            Id = id,
            ProfileIdc = profile,
            ChromaFormatIdc = _chroma,
            BitDepthLuma = _depthLuma,
            BitDepthChroma = _depthChroma,
            FrameMbsOnly = frameOnly,
            FrameNumberBits = frameNumberBits,
            ColourPlaneBits = _colourPlaneBits,
            Width = width,
            Height = height,
            ReorderDepth = cannotReorder ? 0 : Math.Clamp(_reorder, 0, 16),
            TimingStart = _timing.Start,
            TimingEnd = _timing.End,
            Bytes = bytes,
        };
    }

    internal static bool HasChroma(int profile) => profile is 100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135;

    private void ReadChroma()
    {
        _chroma = _reader.Ue(3);
        _colourPlaneBits = _chroma == 3 && _reader.Flag() ? 2 : 0;

        _depthLuma = 8 + _reader.Ue(6);
        _depthChroma = 8 + _reader.Ue(6);
        _reader.Skip(1);
        if (_reader.Flag())
        {
            for (var list = 0; list < (_chroma == 3 ? 12 : 8); list++)
            {
                SkipScalingList(list < 6 ? 16 : 64);
            }
        }
    }

    private void SkipScalingList(int size)
    {
        if (!_reader.Flag())
        {
            return;
        }

        var (last, next) = (8, 8);
        for (var i = 0; i < size && !_reader.Failed; i++)
        {
            if (next != 0)
            {
                next = (last + _reader.Se()) & 0xFF;
            }

            last = next == 0 ? last : next;
        }
    }

    private int ReadPictureOrder()
    {
        var type = _reader.Ue(2);
        if (type == 0)
        {
            _reader.Ue(12);
        }
        else if (type == 1)
        {
            _reader.Skip(1);
            _reader.Se();
            _reader.Se();
            var cycle = _reader.Ue(255);
            for (var i = 0; i < cycle && !_reader.Failed; i++)
            {
                _reader.Se();
            }
        }

        return type;
    }

    private (int X, int Y) ReadCropping(bool frameOnly)
    {
        if (!_reader.Flag())
        {
            return default;
        }

        const int Max = 1 << 14;
        var x = _reader.Ue(Max) + _reader.Ue(Max);
        var y = _reader.Ue(Max) + _reader.Ue(Max);
        var unitY = (_chroma == 1 ? 2 : 1) * (frameOnly ? 1 : 2);
        return (x * (_chroma is 1 or 2 ? 2 : 1), y * unitY);
    }

    // The picture's size is known by now: a torn or nonsensical VUI costs the reorder depth and nothing else.
    private int ReadUsage()
    {
        var failed = _nal.Length;
        if (_reader.Flag())
        {
            var vui = new H264Vui(ref _reader);
            if (_reader.Failed)
            {
                return failed;
            }

            _reorder = vui.ReorderDepth;
            _timing = (vui.TimingStart, vui.TimingEnd);
        }

        // rbsp_stop_one_bit, then zeros to the end of the byte: whatever follows was not written by the encoder.
        var endsHere = _reader.Flag();
        while (endsHere && _reader.Position % 8 != 0)
        {
            endsHere = !_reader.Flag();
        }

        return endsHere && !_reader.Failed ? _reader.BytesTouched : failed;
    }
}
