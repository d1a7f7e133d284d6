using System.Buffers.Binary;

namespace SimCamera.Rtp;

/// <summary>
/// The RTP header extension of replayed pictures (ONVIF Streaming, 6.3): profile 0xABAC, three words, NTP time of the recording, then
/// the bits C (a key picture), E (the last one before a gap), D (the first one after a jump) and T (the last one of all), and CSeq. Pure.
/// </summary>
internal static class ReplayExtension
{
    public const int Bytes = 16;

    // 1900 to 1970, in seconds: NTP counts from 1900.
    private const long NtpEpochSeconds = 2_208_988_800;

    public static byte[] Make(long utcUs, bool isKey, bool endsSpan, bool follows, bool isLast, int sequence)
    {
        byte[] extension = new byte[Bytes];
        BinaryPrimitives.WriteUInt32BigEndian(extension, 0xABAC_0003);
        (long seconds, long us) = Math.DivRem(utcUs, 1_000_000);
        BinaryPrimitives.WriteUInt32BigEndian(extension.AsSpan(4), (uint)(seconds + NtpEpochSeconds));
        BinaryPrimitives.WriteUInt32BigEndian(extension.AsSpan(8), (uint)((us << 32) / 1_000_000));
        extension[12] = (byte)((isKey ? 0x80 : 0) | (endsSpan ? 0x40 : 0) | (follows ? 0x20 : 0) | (isLast ? 0x10 : 0));
        extension[13] = (byte)sequence;
        return extension;
    }
}
