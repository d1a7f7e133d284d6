using System.Buffers.Binary;

namespace Fuzz.Engine;

/// <summary>Makes a new input of old ones. The same random numbers make the same input. One thread.</summary>
internal sealed class Mutator(IFuzzTarget target, Random random)
{
    private const int MaxSteps = 6;

    private static readonly long[] Boundaries =
    [
        0, 1, 2, 3, 4, 7, 8, 12, 16, 31, 32, 63, 64, 100, 127, 128, 255, 256, 1023, 1024, 4095, 4096, 32767, 32768, 65534, 65535, 65536,
        1 << 20, 1 << 24, int.MaxValue - 1L, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 48, long.MaxValue, long.MinValue, -1, -2,
    ];

    public byte[] Mutate(byte[] parent, byte[] other)
    {
        byte[] input = parent;
        for (int steps = 1 + random.Next(MaxSteps); steps > 0; steps--)
        {
            input = Step(input, other);
        }
        return input.Length > target.MaxBytes ? input[..target.MaxBytes] : input;
    }

    private byte[] Step(byte[] input, byte[] other) => random.Next(14) switch
    {
        0 or 1 => FlipBits(input),
        2 => Overwrite(input, [(byte)random.Next(256)]),
        3 or 4 => Overwrite(input, Number()),
        5 => Adjust(input),
        6 => Decimal(input),
        7 => input[..random.Next(input.Length + 1)],
        8 => Cut(input),
        9 => Repeat(input),
        10 => Word(input),
        11 => Splice(input, other),
        _ => MovePieces(input, other),
    };

    private byte[] FlipBits(byte[] input)
    {
        if (input.Length == 0)
        {
            return [1];
        }
        byte[] copy = [.. input];
        for (int flips = 1 + random.Next(4); flips > 0; flips--)
        {
            copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        }
        return copy;
    }

    private byte[] Overwrite(byte[] input, byte[] value)
    {
        if (input.Length < value.Length)
        {
            return [.. input, .. value];
        }
        byte[] copy = [.. input];
        value.CopyTo(copy, random.Next(copy.Length - value.Length + 1));
        return copy;
    }

    private byte[] Number()
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Boundaries[random.Next(Boundaries.Length)]);
        return bytes[^(1 << random.Next(4))..];
    }

    // Length fields that are off by a little are what parsers forget.
    private byte[] Adjust(byte[] input)
    {
        if (input.Length < 2)
        {
            return input;
        }
        byte[] copy = [.. input];
        Span<byte> field = copy.AsSpan(random.Next(copy.Length - 1), 2);
        BinaryPrimitives.WriteUInt16BigEndian(field, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(field) + random.Next(-9, 10)));
        return copy;
    }

    private byte[] Decimal(byte[] input)
    {
        int start = random.Next(input.Length + 1);
        int skip = input.AsSpan(start).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (skip < 0)
        {
            return input;
        }
        start += skip;
        int length = input.AsSpan(start).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        string number = Boundaries[random.Next(Boundaries.Length)].ToString(System.Globalization.CultureInfo.InvariantCulture);
        byte[] rest = length < 0 ? [] : input[(start + length)..];
        return [.. input[..start], .. System.Text.Encoding.ASCII.GetBytes(number), .. rest];
    }

    private byte[] Cut(byte[] input)
    {
        Range range = Some(input);
        return [.. input[..range.Start], .. input[range.End..]];
    }

    private byte[] Repeat(byte[] input)
    {
        Range range = Some(input);
        byte[] part = input[range];
        int room = target.MaxBytes - input.Length;
        int times = part.Length == 0 || room < part.Length ? 0 : 1 + random.Next(Math.Min(random.Next(4) == 0 ? 2000 : 4, room / part.Length));
        return [.. input[..range.End], .. Enumerable.Repeat(part, times).SelectMany(p => p), .. input[range.End..]];
    }

    private byte[] Word(byte[] input)
    {
        if (target.Words.Count == 0)
        {
            return input;
        }
        int at = random.Next(input.Length + 1);
        return [.. input[..at], .. target.Words[random.Next(target.Words.Count)], .. input[at..]];
    }

    private byte[] Splice(byte[] input, byte[] other) =>
        [.. input[..random.Next(input.Length + 1)], .. other[random.Next(other.Length + 1)..]];

    private byte[] MovePieces(byte[] input, byte[] other)
    {
        List<byte[]> pieces = [.. target.Pieces(input).Select(r => input[r])];
        if (pieces.Count == 0)
        {
            return input;
        }
        int at = random.Next(pieces.Count);
        int to = random.Next(pieces.Count);
        switch (random.Next(5))
        {
            case 0:
                pieces.RemoveAt(at);
                break;
            case 1:
                pieces.Insert(to, pieces[at]);
                break;
            case 2:
                (pieces[at], pieces[to]) = (pieces[to], pieces[at]);
                break;
            case 3 when target.Pieces(other) is { Count: > 0 } foreign:
                pieces.Insert(to, other[foreign[random.Next(foreign.Count)]]);
                break;
            default:
                pieces.RemoveRange(Math.Min(at, to), Math.Abs(at - to));
                break;
        }
        return [.. pieces.SelectMany(p => p)];
    }

    private Range Some(byte[] input)
    {
        int start = random.Next(input.Length + 1);
        int longest = Math.Min(input.Length - start, random.Next(3) == 0 ? input.Length : 32);
        return start..(start + random.Next(longest + 1));
    }
}
