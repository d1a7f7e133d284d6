namespace SimCamera.Rtp;

/// <summary>
/// The packets that leave together: one buffer, a list of pieces of it in the order of sending, and the frames they complete. Reused
/// for the life of a session; used by one task at a time.
/// </summary>
internal sealed class PacketBatch
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _used;

    public List<Packet> Packets { get; } = [];

    /// <summary>Frames that are complete with this batch, for the send log.</summary>
    public List<BatchFrame> Frames { get; } = [];

    public void Clear()
    {
        _used = 0;
        Packets.Clear();
        Frames.Clear();
    }

    /// <summary>Room for one packet; the span is dead after the next call.</summary>
    public Span<byte> Add(int track, PacketKind kind, int length)
    {
        Packets.Add(Reserve(track, kind, length));
        return _buffer.AsSpan(_used - length, length);
    }

    /// <summary>Room for one packet at a chosen place in the order; the span is dead after the next call.</summary>
    public Span<byte> Insert(int index, int track, PacketKind kind, int length)
    {
        Packets.Insert(index, Reserve(track, kind, length));
        return _buffer.AsSpan(_used - length, length);
    }

    public Span<byte> Bytes(Packet packet) => _buffer.AsSpan(packet.Offset, packet.Length);

    public ReadOnlyMemory<byte> Memory(Packet packet) => _buffer.AsMemory(packet.Offset, packet.Length);

    private Packet Reserve(int track, PacketKind kind, int length)
    {
        if (_used + length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _used + length));
        }

        _used += length;
        return new Packet(track, kind, _used - length, length);
    }
}
