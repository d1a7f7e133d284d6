namespace Nvr.Audio.Pcm;

/// <summary>ITU-T G.726 at 16 to 40 kbit/s, the first sample in the lowest bits (RFC 3551 section 4.5.4). Carries state from call to call.</summary>
internal sealed class G726Decoder(int bitsPerSample) : IPcmDecoder
{
    private readonly G726Tables _tables = G726Tables.For(bitsPerSample);
    private readonly G726Predictor _predictor = new();
    private int _slowScale = 34_816;
    private int _scale = 544;
    private int _shortAverage;
    private int _longAverage;
    private int _speed;

    public int MaxSamples(int bytes) => bytes * 8 / bitsPerSample;

    public int Decode(ReadOnlySpan<byte> wire, Span<short> samples)
    {
        var (bits, held, count) = (0u, 0, 0);
        foreach (var value in wire)
        {
            bits |= (uint)value << held;
            for (held += 8; held >= bitsPerSample; held -= bitsPerSample)
            {
                samples[count++] = Decode((int)(bits & ((1u << bitsPerSample) - 1)));
                bits >>= bitsPerSample;
            }
        }

        return count;
    }

    private short Decode(int code)
    {
        var codes = 1 << bitsPerSample;
        var isNegative = code >= codes / 2;
        var level = isNegative ? codes - 1 - code : code;
        var magnitude = Dequantize(level);
        var isTransition = IsTransition(magnitude);
        var sample = _predictor.Update(isNegative ? -magnitude : magnitude, isNegative, isTransition);
        AdaptSpeed(level, isTransition);
        AdaptScale(level);
        return (short)Math.Clamp(sample * 4, short.MinValue, short.MaxValue);
    }

    // Sub-blocks ADDA and ANTILOG.
    private int Dequantize(int level)
    {
        var logarithm = _tables.Logarithm[level] + (_scale >> 2);
        return logarithm < 0 ? 0 : ((128 + (logarithm & 0x7F)) << ((logarithm >> 7) & 0x0F)) >> 7;
    }

    // Sub-block TRANS.
    private bool IsTransition(int magnitude)
    {
        var (whole, fraction) = (_slowScale >> 15, (_slowScale >> 10) & 0x1F);
        var threshold = whole > 9 ? 31 << 10 : (32 + fraction) << whole;
        return _predictor.IsTone && magnitude > (3 * threshold) >> 2;
    }

    // Sub-blocks FILTA, FILTB, SUBTC, FILTC, TRIGA.
    private void AdaptSpeed(int level, bool isTransition)
    {
        var rate = _tables.Speed[level] << 4;
        _shortAverage += rate + (-_shortAverage >> 5);
        _longAverage += rate + (-_longAverage >> 7);
        if (isTransition)
        {
            _speed = 256;
            return;
        }

        var isUnsteady = Math.Abs((_shortAverage << 2) - _longAverage) >= _longAverage >> 3;
        _speed += (-_speed >> 4) + (_scale <= 1535 || _predictor.IsTone || isUnsteady ? 32 : 0);
    }

    // Sub-blocks FUNCTW, FILTD, LIMB, FILTE, LIMA, MIX.
    private void AdaptScale(int level)
    {
        var fastScale = Math.Clamp(_scale + _tables.Multiplier[level] + (-_scale >> 5), 544, 5120);
        _slowScale += fastScale + (-_slowScale >> 6);
        var share = _speed >= 256 ? 64 : _speed >> 2;
        _scale = (_slowScale + ((fastScale - (_slowScale >> 6)) * share)) >> 6;
    }
}
