using System.Buffers;
using System.Net.Sockets;
using Nvr.Core;

namespace Nvr.Sandbox.Protocol;

/// <summary>
/// Cuts what arrives on a socket into messages. Used by one thread; owns one pooled buffer that grows to the longest message. Blocks or
/// not as the socket does. A breach of the protocol is an <see cref="NvrException"/> of kind Protocol; nothing after it can be read.
/// </summary>
public sealed class MessageReader(Socket socket) : IDisposable
{
    private const int FirstBytes = 64 << 10;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int start;
    private int end;

    /// <summary>True when the other side has hung up; what arrived before can still be taken.</summary>
    public bool Ended { get; private set; }

    /// <summary>
    /// Reads once. Returns the bytes read; 0 when there is nothing, or no more. The spans of messages taken before are no longer valid.
    /// </summary>
    public int Fill()
    {
        MakeRoom();
        int count = socket.Receive(buffer.AsSpan(end), SocketFlags.None, out SocketError error);
        if (error is SocketError.WouldBlock or SocketError.Interrupted)
        {
            return 0;
        }
        Ended |= error != SocketError.Success || count == 0;
        end += Ended ? 0 : count;
        return Ended ? 0 : count;
    }

    /// <summary>The next whole message; false when more has to be read first. The payload is valid until the next <see cref="Fill"/>.</summary>
    public bool TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        kind = default;
        ReadOnlySpan<byte> arrived = buffer.AsSpan(start, end - start);
        if (arrived.Length < MessageFrame.HeaderBytes)
        {
            return false;
        }
        if (!MessageFrame.TryReadHeader(arrived, out kind, out int length))
        {
            throw new NvrException(ErrorKind.Protocol, "The capture process sent something that is not a message.");
        }
        if (arrived.Length < MessageFrame.HeaderBytes + length)
        {
            return false;
        }
        payload = arrived.Slice(MessageFrame.HeaderBytes, length);
        start += MessageFrame.HeaderBytes + length;
        return true;
    }

    public void Dispose()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        buffer = [];
        start = end = 0;
        Ended = true;
    }

    private void MakeRoom()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }
        if (end < buffer.Length)
        {
            return;
        }
        // The header has been checked: a message is at most a few megabytes, and the buffer doubles up to that.
        byte[] bigger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, end).CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = bigger;
    }
}
