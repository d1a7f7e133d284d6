namespace Nvr.Rtsp.Session;

/// <summary>Counts since the session was opened.</summary>
public readonly record struct RtspSessionStats
{
    /// <summary>Bytes read from all sockets, control included.</summary>
    public long BytesReceived { get; init; }

    /// <summary>RTP packets handed to tracks.</summary>
    public long PacketsReceived { get; init; }

    /// <summary>RTP packets that never came, over all tracks.</summary>
    public long PacketsLost { get; init; }

    /// <summary>Read calls made to the kernel.</summary>
    public long Reads { get; init; }

    /// <summary>Bytes between frames that were neither frame nor message.</summary>
    public long GarbageBytes { get; init; }

    /// <summary>Frames on channels, and datagrams from senders, that are not part of this session.</summary>
    public long ForeignPackets { get; init; }
}
