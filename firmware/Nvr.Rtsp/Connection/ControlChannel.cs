using System.Buffers;
using Nvr.Core;

namespace Nvr.Rtsp.Connection;

/// <summary>A link with its reader and what is still to be sent. Owns both. One thread at a time; never blocks.</summary>
internal sealed class ControlChannel(IByteLink link, ChannelMap channels) : IDisposable
{
    private const int MaxUnsentBytes = 64 * 1024;

    private readonly WireReader reader = new(channels);
    private byte[] unsent = ArrayPool<byte>.Shared.Rent(MaxUnsentBytes);
    private int unsentCount;

    public long BytesRead { get; private set; }

    public long Reads { get; private set; }

    public long GarbageBytes => reader.GarbageBytes;

    /// <summary>Reads once; returns the bytes read, and whether more may be waiting. Take all pieces before the next call.</summary>
    public int Fill(out bool mayHaveMore)
    {
        SendRest();
        Span<byte> room = reader.Room();
        int read = link.Read(room);
        mayHaveMore = read == room.Length;
        reader.Add(read);
        BytesRead += read;
        Reads++;
        return read;
    }

    public bool TryTake(out WirePiece piece) => reader.TryTake(out piece);

    /// <summary>Nothing more is read for now. Take all pieces first.</summary>
    public void Rest() => reader.Rest();

    /// <summary>Sends now, or later what the connection does not take; false when too much waits already and nothing was taken.</summary>
    public bool TrySend(ReadOnlySpan<byte> bytes)
    {
        if (unsentCount + bytes.Length > MaxUnsentBytes)
        {
            return false;
        }
        bytes.CopyTo(unsent.AsSpan(unsentCount));
        unsentCount += bytes.Length;
        SendRest();
        return true;
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (!TrySend(bytes))
        {
            throw new NvrException(ErrorKind.Unreachable, "The camera takes nothing from the recorder any more. It may have crashed.");
        }
    }

    public void Dispose()
    {
        link.Dispose();
        reader.Dispose();
        ArrayPool<byte>.Shared.Return(unsent);
        unsent = [];
        unsentCount = 0;
    }

    private void SendRest()
    {
        if (unsentCount == 0)
        {
            return;
        }
        int sent = link.Write(unsent.AsSpan(0, unsentCount));
        unsent.AsSpan(sent, unsentCount - sent).CopyTo(unsent);
        unsentCount -= sent;
    }
}
