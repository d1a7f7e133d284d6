using System.Buffers;

namespace Nvr.Rtsp.Codecs;

/// <summary>A growing run of bytes in one pooled array, which it owns; refuses to grow beyond any sense.</summary>
internal sealed class PooledBytes : IDisposable
{
    internal const int MaxBytes = 16 << 20;
    private const int FirstBytes = 4096;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>False, and nothing added, when there would be too many.</summary>
    public bool TryAppend(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > MaxBytes)
        {
            return false;
        }

        Ensure(Length + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
        return true;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = [];
        Length = 0;
    }

    private void Ensure(int length)
    {
        if (length <= _bytes.Length)
        {
            return;
        }

        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(length, _bytes.Length * 2));
        Span.CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = bigger;
    }
}
