using System.Buffers.Binary;
using Nvr.Core.Time;

namespace Nvr.Sntp;

/// <summary>NTP's 64-bit time: seconds since 1900, of which only the low 32 bits are told, and a binary fraction (RFC 5905, section 6). Pure.</summary>
internal static class NtpTime
{
    private const long SecondUs = 1_000_000;

    /// <summary>From 1900 to 1970: 70 years, 17 of them leap years.</summary>
    private const long EpochSeconds = 2_208_988_800;

    public static void Write(UtcTime time, Span<byte> eightBytes)
    {
        long seconds = Math.DivRem(time.Microseconds, SecondUs, out long restUs);
        if (restUs < 0)
        {
            (seconds, restUs) = (seconds - 1, restUs + SecondUs);
        }
        BinaryPrimitives.WriteUInt32BigEndian(eightBytes, unchecked((uint)(seconds + EpochSeconds)));
        BinaryPrimitives.WriteUInt32BigEndian(eightBytes[4..], (uint)((restUs << 32) / SecondUs));
    }
}
