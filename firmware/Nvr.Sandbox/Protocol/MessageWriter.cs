using System.Net.Sockets;

namespace Nvr.Sandbox.Protocol;

/// <summary>
/// Sends messages on a socket, each whole. Thread-safe. Blocks as the socket does; throws <see cref="SocketException"/> when the
/// other side has hung up.
/// </summary>
public sealed class MessageWriter(Socket socket)
{
    private readonly Lock gate = new();
    private readonly byte[] head = new byte[MessageFrame.HeaderBytes + UnitMessage.HeaderBytes];

    public void Send(MessageKind kind, ReadOnlySpan<byte> payload)
    {
        lock (gate)
        {
            MessageFrame.WriteHeader(head, kind, payload.Length);
            SendAll(head.AsSpan(0, MessageFrame.HeaderBytes));
            SendAll(payload);
        }
    }

    public void Send(in UnitMessage unit)
    {
        lock (gate)
        {
            MessageFrame.WriteHeader(head, MessageKind.Unit, UnitMessage.HeaderBytes + unit.Data.Length);
            unit.WriteHeader(head.AsSpan(MessageFrame.HeaderBytes));
            SendAll(head);
            SendAll(unit.Data);
        }
    }

    private void SendAll(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes, SocketFlags.None)..];
        }
    }
}
