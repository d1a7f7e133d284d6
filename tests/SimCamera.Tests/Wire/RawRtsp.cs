using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace SimCamera.Tests.Wire;

/// <summary>
/// A client that hides nothing: sends any request, sees every byte. Waits at most <see cref="Patience"/> for anything.
/// </summary>
public sealed class RawRtsp : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TcpClient _tcp = new();
    private Stream _stream = Stream.Null;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private int _sequence;

    /// <summary>Interleaved frames that came while an answer was awaited, and those not yet taken.</summary>
    public Queue<RtpPacket> Frames { get; } = new();

    /// <summary>Bytes that belonged to nothing.</summary>
    public int StrayBytes { get; private set; }

    /// <summary>How many reads brought the last answer's head.</summary>
    public int ReadsOfLastReply { get; private set; }

    public string? Authorization { get; set; }

    public static async Task<RawRtsp> ConnectAsync(SimCameraServer server, bool tls = false, string host = "127.0.0.1")
    {
        var client = new RawRtsp();
        await client._tcp.ConnectAsync(host, server.Port);
        client._stream = client._tcp.GetStream();
        if (tls)
        {
#pragma warning disable CA5359 // The certificate is made at the server's start; there is nothing to compare it with.
            var secure = new SslStream(client._stream, false, (_, _, _, _) => true);
#pragma warning restore CA5359
            await secure.AuthenticateAsClientAsync("simcamera");
            client._stream = secure;
        }

        return client;
    }

    public async Task<RawReply> AskAsync(string method, string url, params string[] headers)
    {
        await SendAsync(method, url, headers);
        return await ReadReplyAsync();
    }

    public async Task SendAsync(string method, string url, params string[] headers)
    {
        var text = new StringBuilder($"{method} {url} RTSP/1.0\r\nCSeq: {++_sequence}\r\n");
        foreach (string header in Authorization is null ? headers : [.. headers, $"Authorization: {Authorization}"])
        {
            text.Append(header).Append("\r\n");
        }

        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text.Append("\r\n").ToString()));
    }

    /// <summary>The answer; interleaved frames before it are kept.</summary>
    public async Task<RawReply> ReadReplyAsync()
    {
        ReadsOfLastReply = 0;
        while (await PeekAsync() != 'R' && _buffer[_start] != 'H')
        {
            await TakeFrameOrStrayAsync();
        }

        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            await FillAsync();
            ReadsOfLastReply++;
        }

        string head = Encoding.UTF8.GetString(_buffer, _start, length);
        _start += length + 4;
        string? body = new RawReply(head, "").Header("Content-Length");
        return new RawReply(head, body is null ? "" : Encoding.UTF8.GetString(await TakeAsync(int.Parse(body, CultureInfo.InvariantCulture))));
    }

    /// <summary>DESCRIBE, SETUP of some tracks and PLAY, all of which must succeed; the answer to PLAY.</summary>
    public async Task<RawReply> PlayAsync(SimulatedCamera camera, params int[] tracks)
    {
        string url = camera.Url.ToString();
        Assert.Equal(200, (await AskAsync("DESCRIBE", url)).Status);
        string? session = null;
        foreach (int track in tracks.Length == 0 ? [0] : tracks)
        {
            string transport = $"Transport: RTP/AVP/TCP;unicast;interleaved={track * 2}-{(track * 2) + 1}";
            RawReply setup = await AskAsync("SETUP", $"{url}/trackID={track}", session is null ? [transport] : [transport, $"Session: {session}"]);
            Assert.Equal(200, setup.Status);
            session = setup.SessionId;
        }

        RawReply play = await AskAsync("PLAY", url + "/", $"Session: {session}");
        Assert.Equal(200, play.Status);
        return play;
    }

    public async Task<RtpPacket> NextAsync()
    {
        while (Frames.Count == 0)
        {
            await PeekAsync();
            await TakeFrameOrStrayAsync();
        }

        return Frames.Dequeue();
    }

    /// <summary>The first packet that fits; those before it are dropped.</summary>
    public async Task<RtpPacket> UntilAsync(Func<RtpPacket, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            RtpPacket packet = await NextAsync();
            if (fits(packet))
            {
                return packet;
            }
        }
    }

    /// <summary>The next packets of a channel.</summary>
    public async Task<List<RtpPacket>> TakePacketsAsync(int channel, int count)
    {
        var packets = new List<RtpPacket>();
        while (packets.Count < count)
        {
            packets.Add(await UntilAsync(p => p.Channel == channel));
        }

        return packets;
    }

    /// <summary>The next whole pictures of channel 0, each as its packets in the order of arrival, cut where RTP time changes.</summary>
    public async Task<List<List<RtpPacket>>> TakePicturesAsync(int count)
    {
        List<List<RtpPacket>> pictures = [[]];
        while (pictures.Count <= count)
        {
            RtpPacket packet = await UntilAsync(p => p.Channel == 0);
            if (pictures[^1].Count > 0 && pictures[^1][0].Time != packet.Time)
            {
                pictures.Add([]);
            }

            pictures[^1].Add(packet);
        }

        pictures.RemoveAt(count);
        return pictures;
    }

    /// <summary>True when the server closes before <see cref="Patience"/> is over; whatever comes before that is dropped.</summary>
    public async Task<bool> ClosesAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (!patience.IsCancellationRequested)
            {
                await NextAsync();
            }

            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>True when nothing at all comes for a while.</summary>
    public async Task<bool> IsSilentAsync(TimeSpan span)
    {
        try
        {
            using var patience = new CancellationTokenSource(span);
            return Frames.Count == 0 && _start == _end && await _stream.ReadAsync(new byte[1], patience.Token) < 0;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _tcp.Dispose();
    }

    private async Task TakeFrameOrStrayAsync()
    {
        if (_buffer[_start] != '$')
        {
            _start++;
            StrayBytes++;
            return;
        }

        byte[] head = await TakeAsync(4);
        Frames.Enqueue(new RtpPacket(head[1], await TakeAsync((head[2] << 8) | head[3])));
    }

    private async Task<byte> PeekAsync()
    {
        while (_start == _end)
        {
            await FillAsync();
        }

        return _buffer[_start];
    }

    private async Task<byte[]> TakeAsync(int length)
    {
        while (_end - _start < length)
        {
            await FillAsync();
        }

        byte[] bytes = _buffer[_start..(_start + length)];
        _start += length;
        return bytes;
    }

    private async Task FillAsync()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        using var patience = new CancellationTokenSource(Patience);
        int read = await _stream.ReadAsync(_buffer.AsMemory(_end), patience.Token);
        if (read == 0)
        {
            throw new IOException("The server has closed.");
        }

        _end += read;
    }
}
