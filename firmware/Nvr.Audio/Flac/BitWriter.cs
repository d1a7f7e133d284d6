using System.Buffers.Binary;

namespace Nvr.Audio.Flac;

/// <summary>Writes bits, most significant first, into an array that is known to be big enough.</summary>
internal ref struct BitWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;
    private ulong _held;
    private int _bits;
    private int _bytes;

    /// <summary>Whole bytes written; only after <see cref="Align"/> does it count everything.</summary>
    public readonly int Bytes => _bytes;

    /// <summary>Up to 32 bits.</summary>
    public void Write(uint value, int count)
    {
        _held = (_held << count) | (value & ((1UL << count) - 1));
        _bits += count;
        if (_bits >= 32)
        {
            _bits -= 32;
            BinaryPrimitives.WriteUInt32BigEndian(_target[_bytes..], (uint)(_held >> _bits));
            _bytes += 4;
        }
    }

    public void WriteZeros(uint count)
    {
        for (; count > 31; count -= 31)
        {
            Write(0, 31);
        }

        Write(0, (int)count);
    }

    /// <summary>Fills the last byte with zeros.</summary>
    public void Align()
    {
        Write(0, -_bits & 7);
        for (; _bits > 0; _bits -= 8)
        {
            _target[_bytes++] = (byte)(_held >> (_bits - 8));
        }
    }
}
