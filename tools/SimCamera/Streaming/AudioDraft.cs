namespace SimCamera.Streaming;

/// <summary>One packet of sound on its way out: quirks may change or drop it. Reused by one feed; the payload is borrowed.</summary>
internal sealed class AudioDraft
{
    public ReadOnlyMemory<byte> Payload { get; set; }

    public uint RtpTime { get; set; }

    public bool Drop { get; set; }

    public long SentBefore { get; set; }
}
