using System.Globalization;
using System.Text;

namespace SimCamera.Rtsp;

/// <summary>
/// Reads requests from one connection and hands over the interleaved frames between them (receiver reports, sound for the loudspeaker).
/// Used by one task. Throws <see cref="InvalidDataException"/> when the bytes are neither.
/// </summary>
internal sealed class RtspReader(Stream stream, Action<int, byte[]> onFrame)
{
    private const int MaxHead = 64 * 1024;
    private readonly byte[] _buffer = new byte[MaxHead];
    private int _start;
    private int _end;

    /// <summary>The next request; null when the client has closed.</summary>
    public async Task<RtspRequest?> ReadAsync(CancellationToken stop)
    {
        while (true)
        {
            if (!await HasAsync(1, stop).ConfigureAwait(false))
            {
                return null;
            }

            if (_buffer[_start] == '$')
            {
                if (!await TakeFrameAsync(stop).ConfigureAwait(false))
                {
                    return null;
                }

                continue;
            }

            return await ReadRequestAsync(stop).ConfigureAwait(false);
        }
    }

    private async Task<bool> TakeFrameAsync(CancellationToken stop)
    {
        if (!await HasAsync(4, stop).ConfigureAwait(false))
        {
            return false;
        }

        (int channel, int length) = (_buffer[_start + 1], (_buffer[_start + 2] << 8) | _buffer[_start + 3]);
        _start += 4;
        byte[] frame = new byte[length];
        for (int have = 0; have < length;)
        {
            if (!await HasAsync(1, stop).ConfigureAwait(false))
            {
                return false;
            }

            int take = Math.Min(length - have, _end - _start);
            _buffer.AsSpan(_start, take).CopyTo(frame.AsSpan(have));
            (_start, have) = (_start + take, have + take);
        }

        onFrame(channel, frame);
        return true;
    }

    private async Task<RtspRequest?> ReadRequestAsync(CancellationToken stop)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await HasAsync(_end - _start + 1, stop).ConfigureAwait(false))
            {
                return null;
            }
        }

        RtspRequest request = RtspRequest.Parse(Encoding.UTF8.GetString(_buffer, _start, length))
            ?? throw new InvalidDataException("Not an RTSP request.");
        _start += length + 4;
        bool hasBody = int.TryParse(request.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out int body);
        return !hasBody || await SkipAsync(body, stop).ConfigureAwait(false) ? request : null;
    }

    private async Task<bool> SkipAsync(int length, CancellationToken stop)
    {
        while (length > 0)
        {
            if (!await HasAsync(1, stop).ConfigureAwait(false))
            {
                return false;
            }

            int take = Math.Min(length, _end - _start);
            _start += take;
            length -= take;
        }

        return true;
    }

    private async Task<bool> HasAsync(int count, CancellationToken stop)
    {
        while (_end - _start < count)
        {
            MakeRoom(count);
            int read = await stream.ReadAsync(_buffer.AsMemory(_end), stop).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    private void MakeRoom(int count)
    {
        if (count > MaxHead)
        {
            throw new InvalidDataException("The request is too long.");
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
    }
}
