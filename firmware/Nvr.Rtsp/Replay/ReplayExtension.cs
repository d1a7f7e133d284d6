using System.Buffers.Binary;

namespace Nvr.Rtsp.Replay;

/// <summary>
/// The RTP header extension of a replayed packet (ONVIF Streaming Specification 6.3): when its picture was taken, by the camera's clock, and where
/// it stands in the recording.
/// </summary>
internal readonly record struct ReplayExtension
{
    private const ushort Profile = 0xABAC;
    private const int Bytes = 16;

    // 1900 to 1970, in seconds: NTP counts from 1900.
    private const long NtpEpochSeconds = 2_208_988_800;

    /// <summary>UTC of the camera in microseconds since 1970.</summary>
    public long UtcUs { get; private init; }

    /// <summary>C: a picture at which decoding can begin.</summary>
    public bool IsClean { get; private init; }

    /// <summary>E: nothing was recorded for a while after this one.</summary>
    public bool EndsSection { get; private init; }

    /// <summary>D: it does not follow what was sent before it.</summary>
    public bool IsDiscontinuous { get; private init; }

    /// <summary>T: the last one of all.</summary>
    public bool IsTerminal { get; private init; }

    /// <summary>The low byte of the CSeq of the PLAY that it answers.</summary>
    public byte Sequence { get; private init; }

    /// <summary>False for another extension, or none. Cameras append their own (0xABAD and such) behind it; that is not read.</summary>
    public static bool TryRead(ReadOnlySpan<byte> extension, out ReplayExtension read)
    {
        read = default;
        if (extension.Length < Bytes || BinaryPrimitives.ReadUInt16BigEndian(extension) != Profile)
        {
            return false;
        }
        long seconds = BinaryPrimitives.ReadUInt32BigEndian(extension[4..]) - NtpEpochSeconds;
        long fractionUs = (BinaryPrimitives.ReadUInt32BigEndian(extension[8..]) * 1_000_000L) >> 32;
        byte flags = extension[12];
        read = new ReplayExtension
        {
            UtcUs = (seconds * 1_000_000) + fractionUs,
            IsClean = (flags & 0x80) != 0,
            EndsSection = (flags & 0x40) != 0,
            IsDiscontinuous = (flags & 0x20) != 0,
            IsTerminal = (flags & 0x10) != 0,
            Sequence = extension[13],
        };
        return true;
    }
}
