using System.Globalization;
using System.Net;
using System.Text;

namespace SimCamera.Onvif.Http;

/// <summary>
/// Reads HTTP/1.1 requests from one connection. Throws <see cref="InvalidDataException"/> for what is none or too large,
/// <see cref="EndOfStreamException"/> for one that breaks off. Used by one task.
/// </summary>
internal sealed class HttpReader(Stream stream, IPEndPoint local)
{
    private const int MaxHeadBytes = 32 * 1024;
    private const int MaxBodyBytes = 1 << 20;
    private byte[] _buffer = new byte[8 * 1024];
    private int _start;
    private int _end;

    /// <summary>Null when the client has closed between two requests.</summary>
    public async Task<HttpRequest?> ReadAsync(CancellationToken stop)
    {
        string[]? lines = await ReadHeadAsync(stop).ConfigureAwait(false);
        if (lines is null)
        {
            return null;
        }

        string[] first = lines[0].Split(' ');
        if (first.Length != 3 || !first[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            throw new InvalidDataException("This is not an HTTP request.");
        }

        List<KeyValuePair<string, string>> headers = [.. lines.Skip(1).Select(l => l.Split(':', 2)).Where(p => p.Length == 2)
            .Select(p => new KeyValuePair<string, string>(p[0].Trim(), p[1].Trim()))];
        var request = new HttpRequest(first[0], first[1], headers, local);
        return request with { Body = await ReadBodyAsync(request, stop).ConfigureAwait(false) };
    }

    private async Task<string[]?> ReadHeadAsync(CancellationToken stop)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (_end - _start > MaxHeadBytes)
            {
                throw new InvalidDataException("The head of the request does not end.");
            }

            if (!await FillAsync(stop).ConfigureAwait(false))
            {
                return _start == _end ? null : throw new EndOfStreamException();
            }
        }

        string head = Encoding.UTF8.GetString(_buffer, _start, length);
        _start += length + 4;
        return head.Split("\r\n");
    }

    private async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken stop)
    {
        bool expects = string.Equals(request.Header("Expect"), "100-continue", StringComparison.OrdinalIgnoreCase);
        if (expects)
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), stop).ConfigureAwait(false);
        }

        if (string.Equals(request.Header("Transfer-Encoding"), "chunked", StringComparison.OrdinalIgnoreCase))
        {
            return await ReadChunksAsync(stop).ConfigureAwait(false);
        }

        string? length = request.Header("Content-Length");
        return length is null ? [] : await TakeAsync(Number(length, NumberStyles.None), stop).ConfigureAwait(false);
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken stop)
    {
        using var body = new MemoryStream();
        while (true)
        {
            int length = Number((await LineAsync(stop).ConfigureAwait(false)).Split(';')[0], NumberStyles.AllowHexSpecifier);
            body.Write(await TakeAsync(length, stop).ConfigureAwait(false));
            await LineAsync(stop).ConfigureAwait(false);
            if (length == 0)
            {
                return body.ToArray();
            }

            if (body.Length > MaxBodyBytes)
            {
                throw new InvalidDataException("The body is too large.");
            }
        }
    }

    private static int Number(string text, NumberStyles styles) =>
        int.TryParse(text, styles, CultureInfo.InvariantCulture, out int value) && value is >= 0 and <= MaxBodyBytes
            ? value
            : throw new InvalidDataException("The body is too large.");

    private async Task<string> LineAsync(CancellationToken stop)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
        {
            await FillOrThrowAsync(stop).ConfigureAwait(false);
        }

        string line = Encoding.ASCII.GetString(_buffer, _start, length);
        _start += length + 2;
        return line;
    }

    private async Task<byte[]> TakeAsync(int length, CancellationToken stop)
    {
        while (_end - _start < length)
        {
            await FillOrThrowAsync(stop).ConfigureAwait(false);
        }

        byte[] bytes = _buffer[_start..(_start + length)];
        _start += length;
        return bytes;
    }

    private async Task FillOrThrowAsync(CancellationToken stop)
    {
        if (!await FillAsync(stop).ConfigureAwait(false))
        {
            throw new EndOfStreamException();
        }
    }

    private async Task<bool> FillAsync(CancellationToken stop)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read = await stream.ReadAsync(_buffer.AsMemory(_end), stop).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }
}
