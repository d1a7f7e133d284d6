using SimCamera.Rtp;

namespace SimCamera.Streaming;

/// <summary>One document of metadata on its way out: quirks may change it and how it is cut. Reused by one feed.</summary>
internal sealed class MetadataDraft
{
    public byte[] Bytes { get; set; } = [];

    /// <summary>Which document of its session, from 0 with the server's start.</summary>
    public long Counter { get; private set; }

    public int PacketBytes { get; set; }

    /// <summary>False: no marker tells the document's end.</summary>
    public bool Marks { get; set; }

    public void Begin(byte[] bytes, long counter) =>
        (Bytes, Counter, PacketBytes, Marks) = (bytes, counter, RtpFlow.MaxPayloadBytes, true);
}
