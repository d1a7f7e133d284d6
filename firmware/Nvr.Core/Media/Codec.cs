namespace Nvr.Core.Media;

/// <summary>What is inside a track as it is carried from depacketizer to file. Audio that MP4 cannot carry is converted before.</summary>
public enum Codec
{
    H264,
    H265,
    Mjpeg,
    Aac,
    Opus,
    Flac,

    /// <summary>G.711 A-law; on the wire only, stored as <see cref="Flac"/>.</summary>
    PcmAlaw,

    /// <summary>G.711 mu-law; on the wire only, stored as <see cref="Flac"/>.</summary>
    PcmMulaw,

    /// <summary>G.726 ADPCM, 16 to 40 kbit/s; on the wire only, stored as <see cref="Flac"/>.</summary>
    G726,

    /// <summary>Linear PCM, 16 bit, big endian; on the wire only, stored as <see cref="Flac"/>.</summary>
    L16,

    /// <summary>Documents of ONVIF's metadata (tt:MetadataStream); on the wire only, never stored as they are.</summary>
    OnvifMetadata,
}
