using System.Net;
using System.Net.Sockets;

namespace SimCamera.Rtsp;

/// <summary>
/// One client's TCP connection: reads requests, writes answers and interleaved media. Writes from several tasks are put in order
/// here. Everything ends when the client or the server closes it.
/// </summary>
internal sealed class RtspConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _closed;
    private readonly string _scheme;

    public RtspConnection(Socket socket, Stream stream, string scheme, CancellationToken stop)
    {
        _socket = socket;
        _stream = stream;
        _scheme = scheme;
        _closed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Peer = ((IPEndPoint)socket.RemoteEndPoint!).Address;
        Local = (IPEndPoint)socket.LocalEndPoint!;
    }

    public IPAddress Peer { get; }

    public IPEndPoint Local { get; }

    public string RootUrl => $"{_scheme}://{Local}";

    /// <summary>The camera that this connection last named.</summary>
    public SimulatedCamera? Camera { get; set; }

    /// <summary>True: from now on nothing is read or written, yet the socket stays open.</summary>
    public bool IsFrozen { get; set; }

    public CancellationToken Closed => _closed.Token;

    public async Task RunAsync(RtspDispatcher dispatcher)
    {
        var reader = new RtspReader(_stream, Take);
        while (await reader.ReadAsync(Closed).ConfigureAwait(false) is { } request)
        {
            (RtspReply reply, RtspExchange? exchange) = await dispatcher.HandleAsync(this, request, Closed).ConfigureAwait(false);
            await FrozenAsync().ConfigureAwait(false);
            if (!reply.IsSilence)
            {
                await WriteAsync(reply.ToBytes(), exchange?.Camera.Plan.BytesPerWrite).ConfigureAwait(false);
            }

            exchange?.AfterReply?.Invoke();
            if (reply.Closes)
            {
                return;
            }
        }
    }

    /// <summary>Writes all bytes in one piece, or a few at a time with a pause between.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, int? bytesPerWrite = null)
    {
        await FrozenAsync().ConfigureAwait(false);
        await _writing.WaitAsync(Closed).ConfigureAwait(false);
        try
        {
            int piece = bytesPerWrite ?? bytes.Length;
            for (; bytes.Length > piece; bytes = bytes[piece..])
            {
                await _stream.WriteAsync(bytes[..piece], Closed).ConfigureAwait(false);
                await Task.Delay(1, Closed).ConfigureAwait(false);
            }

            await _stream.WriteAsync(bytes, Closed).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Close()
    {
        _closed.Cancel();
        _socket.Close();
    }

    public void Dispose()
    {
        Close();
        _stream.Dispose();
    }

    private void Take(int channel, byte[] frame)
    {
        if (Camera is { } camera && camera.Sessions.Any(s => s.Connection == this && s.Tracks.TakesSoundOn(channel)))
        {
            camera.Loudspeaker.Take(frame, camera.Clock.MonotonicUs);
        }
    }

    private Task FrozenAsync() => IsFrozen ? Task.Delay(Timeout.Infinite, Closed) : Task.CompletedTask;
}
