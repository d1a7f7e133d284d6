using Nvr.Rtsp.Codecs.H264;
using Nvr.Rtsp.Codecs.Nal;

namespace Nvr.Rtsp.Codecs.H265;

/// <summary>Parses sequence parameter sets; every field that sizes a loop is bounded, and nothing is read outside the span.</summary>
internal ref struct H265SpsParser(ReadOnlySpan<byte> nal)
{
    internal const int ProfileTierLevelBytes = 12;
    private const int MaxSize = 16_384;

    private BitReader _reader = new(nal);
    private (int Start, int End) _timing;

    /// <summary>Null when it is not a usable SPS.</summary>
    public static H265Sps? Parse(ReadOnlySpan<byte> nal) => new H265SpsParser(AnnexB.TrimZeros(nal)).Parse();

    private H265Sps? Parse()
    {
        _reader.Skip(16 + 4);
        var maxSubLayer = (int)_reader.Bits(3);
        var isNested = _reader.Flag();
        var profile = ReadProfile(maxSubLayer);
        var id = _reader.Ue(15);
        var chroma = _reader.Ue(3);
        _reader.Skip(chroma == 3 ? 1 : 0);
        var (width, height) = (_reader.Ue(MaxSize), _reader.Ue(MaxSize));
        var (cropX, cropY) = ReadConformanceWindow(chroma);
        var depthLuma = 8 + _reader.Ue(8);
        var depthChroma = 8 + _reader.Ue(8);
        var orderBits = 4 + _reader.Ue(12);
        var reorder = ReadReorderDepth(maxSubLayer);
        if (_reader.Failed || width <= cropX || height <= cropY || maxSubLayer > 6)
        {
            return null;
        }

        ReadTools(orderBits);
        return new H265Sps
        {
            ProfileTierLevel = profile,
            Id = id,
            SubLayers = maxSubLayer + 1,
            TemporalIdNested = isNested,
            ChromaFormatIdc = chroma,
            BitDepthLuma = depthLuma,
            BitDepthChroma = depthChroma,
            Width = width - cropX,
            Height = height - cropY,
            ReorderDepth = reorder,
            TimingStart = _timing.Start,
            TimingEnd = _timing.End,
        };
    }

    private byte[] ReadProfile(int maxSubLayer)
    {
        var general = new byte[ProfileTierLevelBytes];
        foreach (ref var value in general.AsSpan())
        {
            value = (byte)_reader.Bits(8);
        }

        var skip = 0;
        for (var i = 0; i < (maxSubLayer > 0 ? 8 : 0); i++)
        {
            var present = _reader.Bits(2);
            skip += i >= maxSubLayer ? 0 : ((present & 2) != 0 ? 88 : 0) + ((present & 1) != 0 ? 8 : 0);
        }

        _reader.Skip(skip);
        return general;
    }

    private (int X, int Y) ReadConformanceWindow(int chroma)
    {
        if (!_reader.Flag())
        {
            return default;
        }

        var x = _reader.Ue(MaxSize) + _reader.Ue(MaxSize);
        var y = _reader.Ue(MaxSize) + _reader.Ue(MaxSize);
        return (x * (chroma is 1 or 2 ? 2 : 1), y * (chroma == 1 ? 2 : 1));
    }

    private int ReadReorderDepth(int maxSubLayer)
    {
        var depth = 0;
        for (var i = _reader.Flag() ? 0 : maxSubLayer; i <= maxSubLayer; i++)
        {
            _reader.Ue(16);
            depth = _reader.Ue(16);
            _reader.Ue();
        }

        return depth;
    }

    // Only to find the timing in the VUI; what goes wrong here costs nothing but the merging of like formats.
    private void ReadTools(int orderBits)
    {
        for (var i = 0; i < 6; i++)
        {
            _reader.Ue();
        }

        if (_reader.Flag() && _reader.Flag())
        {
            SkipScalingLists();
        }

        _reader.Skip(2);
        if (_reader.Flag())
        {
            _reader.Skip(8);
            _reader.Ue();
            _reader.Ue();
            _reader.Skip(1);
        }

        H265ReferenceSets.Skip(ref _reader);
        if (_reader.Flag())
        {
            var count = _reader.Ue(32);
            _reader.Skip(count * (orderBits + 1));
        }

        _reader.Skip(2);
        if (_reader.Flag())
        {
            ReadUsage();
        }
    }

    private void SkipScalingLists()
    {
        for (var size = 0; size < 4; size++)
        {
            for (var matrix = 0; matrix < 6 && !_reader.Failed; matrix += size == 3 ? 3 : 1)
            {
                if (!_reader.Flag())
                {
                    _reader.Ue();
                    continue;
                }

                var coefficients = Math.Min(64, 1 << (4 + (size << 1))) + (size > 1 ? 1 : 0);
                for (var i = 0; i < coefficients && !_reader.Failed; i++)
                {
                    _reader.Se();
                }
            }
        }
    }

    private void ReadUsage()
    {
        H264Vui.SkipPicture(ref _reader);
        _reader.Skip(3);
        if (_reader.Flag())
        {
            for (var i = 0; i < 4; i++)
            {
                _reader.Ue();
            }
        }

        if (_reader.Flag() && !_reader.Failed)
        {
            _timing = (_reader.Position, _reader.Position + 64);
        }
    }
}
