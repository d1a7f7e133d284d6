using System.Buffers.Binary;

namespace Nvr.Audio.Flac;

/// <summary>Codes blocks of 16-bit samples into FLAC frames (RFC 9639) of one fixed block size. Used by one thread; allocates nothing.</summary>
internal sealed class FlacEncoder
{
    internal const int MaxChannels = 8;
    private const int OverheadBytes = 64;

    private readonly int _channels;
    private readonly uint _rateCode;
    private readonly FlacSubframe _subframe;
    private readonly byte[] _frame;
    private uint _number;

    public FlacEncoder(int sampleRate, int channels)
    {
        BlockSize = ChooseBlockSize(sampleRate);
        StreamInfo = FlacStreamInfo.Make(sampleRate, channels, BlockSize);
        _channels = channels;
        _rateCode = RateCode(sampleRate);
        _subframe = new FlacSubframe(BlockSize);
        _frame = new byte[(BlockSize * channels * 2) + (channels * 8) + OverheadBytes];
    }

    /// <summary>Samples of each channel in a block.</summary>
    public int BlockSize { get; }

    public byte[] StreamInfo { get; }

    /// <summary>The frame is valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<short> interleaved)
    {
        var writer = new BitWriter(_frame);
        WriteHeader(ref writer);
        for (var channel = 0; channel < _channels; channel++)
        {
            _subframe.Write(ref writer, interleaved, channel, _channels);
        }

        writer.Align();
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(writer.Bytes), FlacCrc.Crc16(_frame.AsSpan(0, writer.Bytes)));
        return _frame.AsSpan(0, writer.Bytes + 2);
    }

    // A power of two, 85 to 128 ms at the usual rates: frame headers cost under 1 %, a live listener waits no longer than for a picture.
    private static int ChooseBlockSize(int sampleRate)
    {
        const int Smallest = 512;
        const int Largest = 4096;
        var size = Smallest;
        while (size < Largest && size * 1000L < sampleRate * 85L)
        {
            size *= 2;
        }

        return size;
    }

    private static uint RateCode(int sampleRate) => sampleRate switch
    {
        8000 => 4,
        16_000 => 5,
        22_050 => 6,
        24_000 => 7,
        32_000 => 8,
        44_100 => 9,
        48_000 => 10,
        _ => 0,
    };

    private void WriteHeader(ref BitWriter writer)
    {
        const uint SyncFixedBlocks = 0xFFF8;
        const uint SixteenBits = 4 << 1;
        var sizeCode = (uint)System.Numerics.BitOperations.Log2((uint)BlockSize);
        writer.Write(SyncFixedBlocks, 16);
        writer.Write((sizeCode << 12) | (_rateCode << 8) | ((uint)(_channels - 1) << 4) | SixteenBits, 16);
        WriteNumber(ref writer, _number);
        _number = (_number + 1) & 0x7FFF_FFFF;
        writer.Align();
        writer.Write(FlacCrc.Crc8(_frame.AsSpan(0, writer.Bytes)), 8);
    }

    // Coded as UTF-8 codes characters, up to 31 bits (RFC 9639 section 9.1.5).
    private static void WriteNumber(ref BitWriter writer, uint number)
    {
        if (number < 0x80)
        {
            writer.Write(number, 8);
            return;
        }

        var following = 1;
        while (number >> ((5 * following) + 6) != 0)
        {
            following++;
        }

        var lead = 0xFFu << (7 - following) & 0xFF;
        writer.Write((lead & ~(1u << (6 - following))) | (number >> (6 * following)), 8);
        while (following-- > 0)
        {
            writer.Write(0x80 | ((number >> (6 * following)) & 0x3F), 8);
        }
    }
}
