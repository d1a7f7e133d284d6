using System.Net;
using System.Net.Sockets;
using Nvr.Core;

namespace Nvr.Rtsp.Connection;

/// <summary>A plain TCP connection; owns its socket, which is non-blocking and used only synchronously.</summary>
internal sealed class TcpLink(Socket socket) : IByteLink
{
    public IPEndPoint Remote { get; } = (IPEndPoint)socket.RemoteEndPoint!;

    public IPEndPoint Local { get; } = (IPEndPoint)socket.LocalEndPoint!;

    public int Read(Span<byte> destination)
    {
        int read = socket.Receive(destination, SocketFlags.None, out SocketError error);
        return error switch
        {
            SocketError.Success when read > 0 => read,
            SocketError.Success => throw LinkFailure.Closed(),
            SocketError.WouldBlock or SocketError.Interrupted => 0,
            _ => throw LinkFailure.Broken(error),
        };
    }

    public int Write(ReadOnlySpan<byte> source)
    {
        int written = socket.Send(source, SocketFlags.None, out SocketError error);
        return error switch
        {
            SocketError.Success => written,
            SocketError.WouldBlock or SocketError.Interrupted => 0,
            _ => throw LinkFailure.Broken(error),
        };
    }

    public void Dispose() => socket.Dispose();
}
