namespace SimCamera;

/// <summary>
/// The audio codings a simulated camera can send: AAC-LC 16 kHz, A-law and µ-law 8 kHz, G.726 32 kbit/s 8 kHz, L16 16 kHz, Opus 48 kHz;
/// all of one channel. Plain values.
/// </summary>
public enum AudioCodec
{
    None,
    Aac,
    Pcma,
    Pcmu,
    G726,
    L16,
    Opus,
}
