using System.Globalization;

namespace SimCamera.Onvif;

/// <summary>What makes a device itself: serial number, MAC and the id made from them. Immutable.</summary>
internal sealed class DeviceIdentity(int number, OnvifOptions options)
{
    public string Serial { get; } = options.Serial ?? string.Create(CultureInfo.InvariantCulture, $"SIM{number:D6}");

    /// <summary>A MAC whose first octet says that it is administered locally.</summary>
    public string Mac { get; } = (options.Mac ?? string.Create(CultureInfo.InvariantCulture, $"02:53:49:4d:{number >> 8:x2}:{number & 255:x2}"))
        .Replace('-', ':').ToLowerInvariant();

    public Guid Id { get; } = IdOf(options.Serial, number, options.Mac);

    private static Guid IdOf(string? serial, int number, string? mac)
    {
        byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{serial} {number} {mac}"));
        // RFC 9562, 5.8: version 8 is for ids that are made in one's own way.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
