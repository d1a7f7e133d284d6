using System.Buffers;
using System.Buffers.Binary;

namespace Nvr.Rtsp.Codecs.Nal;

/// <summary>
/// A picture in the making: whole NAL units with 4-byte lengths, then at most one that is still open. Owns one pooled array, which
/// grows to the biggest picture.
/// </summary>
internal sealed class NalBuffer : IDisposable
{
    internal const int MaxBytes = 16 << 20;
    private const int FirstBytes = 64 << 10;
    private const int LengthBytes = 4;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _whole;
    private int _end;

    public bool IsOpen { get; private set; }

    /// <summary>True when the open NAL unit grew beyond any sense; it must be discarded.</summary>
    public bool Overflowed { get; private set; }

    public bool HasWhole => _whole > 0;

    public ReadOnlySpan<byte> Whole => _bytes.AsSpan(0, _whole);

    public ReadOnlySpan<byte> OpenNal => _bytes.AsSpan(_whole + LengthBytes, _end - _whole - LengthBytes);

    public void Open()
    {
        IsOpen = true;
        Overflowed = false;
        Ensure(_whole + LengthBytes);
        _end = _whole + LengthBytes;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Overflowed || _end + bytes.Length > MaxBytes)
        {
            Overflowed = true;
            return;
        }

        Ensure(_end + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Takes zeros off the end of the open NAL unit: they are never part of it. It may be empty then.</summary>
    public void TrimOpen() => _end = _whole + LengthBytes + AnnexB.TrimZeros(OpenNal).Length;

    /// <summary>The open NAL unit is complete and stays.</summary>
    public void Keep()
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_whole), OpenNal.Length);
        _whole = _end;
        IsOpen = false;
    }

    public void Discard()
    {
        _end = _whole;
        IsOpen = false;
    }

    /// <summary>Forgets the whole NAL units; an open one moves to the front.</summary>
    public void RemoveWhole()
    {
        _bytes.AsSpan(_whole, _end - _whole).CopyTo(_bytes);
        _end -= _whole;
        _whole = 0;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = [];
        _whole = _end = 0;
        IsOpen = false;
    }

    private void Ensure(int length)
    {
        if (length <= _bytes.Length)
        {
            return;
        }

        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(length, _bytes.Length * 2));
        _bytes.AsSpan(0, _end).CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = bigger;
    }
}
