namespace Nvr.Rtsp.Codecs;

/// <summary>
/// Reads bits, most significant first, out of a NAL unit and steps over emulation prevention bytes (00 00 03). Reading past the end
/// gives zeros and sets <see cref="Failed"/>: parsers check once at their end.
/// </summary>
internal ref struct BitReader(ReadOnlySpan<byte> nal, bool isEscaped = true)
{
    private readonly ReadOnlySpan<byte> _bytes = nal;
    private readonly bool _isEscaped = isEscaped;
    private int _next;
    private int _zeros;
    private int _current;
    private int _left;

    /// <summary>Bits read so far, emulation prevention not counted.</summary>
    public int Position { get; private set; }

    public bool Failed { get; private set; }

    /// <summary>How many bytes of the NAL unit have been touched, emulation prevention included.</summary>
    public readonly int BytesTouched => _next;

    public int Bit()
    {
        if (_left == 0)
        {
            Load();
        }

        _left--;
        Position++;
        return (_current >> _left) & 1;
    }

    public bool Flag() => Bit() != 0;

    public uint Bits(int count)
    {
        uint value = 0;
        for (var i = 0; i < count; i++)
        {
            value = (value << 1) | (uint)Bit();
        }

        return value;
    }

    public void Skip(int count)
    {
        while (count > 0 && !Failed)
        {
            if (_left == 0)
            {
                Load();
            }

            var step = Math.Min(_left, count);
            _left -= step;
            count -= step;
            Position += step;
        }
    }

    /// <summary>Exp-Golomb, unsigned (ue(v)).</summary>
    public uint Ue()
    {
        var zeros = 0;
        while (!Failed && Bit() == 0)
        {
            zeros++;
        }

        if (zeros > 31)
        {
            Failed = true;
            return 0;
        }

        return (1u << zeros) - 1 + Bits(zeros);
    }

    /// <summary>Exp-Golomb, signed (se(v)).</summary>
    public int Se()
    {
        var code = Ue();
        return (code & 1) != 0 ? (int)((code >> 1) + 1) : -(int)(code >> 1);
    }

    /// <summary>Ue, failing when the value exceeds what the standard allows; keeps loops bounded.</summary>
    public int Ue(int max)
    {
        var value = Ue();
        if (value <= (uint)max)
        {
            return (int)value;
        }

        Failed = true;
        return 0;
    }

    /// <summary>Declares what was read nonsense.</summary>
    public void Fail() => Failed = true;

    private void Load()
    {
        if (_isEscaped && _zeros >= 2 && _next < _bytes.Length && _bytes[_next] == 3)
        {
            _next++;
            _zeros = 0;
        }

        _left = 8;
        if (_next >= _bytes.Length)
        {
            Failed = true;
            _current = 0;
            return;
        }

        _current = _bytes[_next++];
        _zeros = _current == 0 ? _zeros + 1 : 0;
    }
}
