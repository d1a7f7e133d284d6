using System.Net;
using System.Net.NetworkInformation;

namespace Nvr.Adoption.Devices;

/// <summary>
/// Makes what a device sends fit for the book: texts bounded and printable, identities that identify nothing taken for none. Pure.
/// </summary>
internal static class SightingText
{
    private const int Longest = 64;
    private const int ShortestSerial = 4;

    public static DeviceSighting Clean(DeviceSighting sighting) => sighting with
    {
        Address = sighting.Address.IsIPv4MappedToIPv6 ? sighting.Address.MapToIPv4() : sighting.Address,
        Mac = IsUsable(sighting.Mac) ? sighting.Mac : null,
        Serial = Bounded(sighting.Serial) is { } serial && IsUsable(serial) ? serial : null,
        EndpointId = EndpointOf(sighting.EndpointId),
        Interface = Bounded(sighting.Interface),
        Port = Bounded(sighting.Port),
        Maker = Bounded(sighting.Maker),
        Model = Bounded(sighting.Model),
        Firmware = Bounded(sighting.Firmware),
        Name = Bounded(sighting.Name),
        HostName = Bounded(sighting.HostName),
    };

    private static string? Bounded(string? text)
    {
        string kept = new([.. (text ?? "").Where(c => !char.IsControl(c)).Take(Longest)]);
        return kept.Trim() is { Length: > 0 } printable ? printable : null;
    }

    // Discovery falls back to the MAC or the address: those are compared for themselves.
    private static string? EndpointOf(string? id) =>
        Bounded(id) is { } kept && !kept.StartsWith("mac:", StringComparison.Ordinal) && !kept.StartsWith("ip:", StringComparison.Ordinal) ? kept : null;

    // A group address, all zeros or all ones is nobody's own (IEEE 802, clause 8: bit 0 of the first octet is I/G).
    private static bool IsUsable(PhysicalAddress? mac) =>
        mac?.GetAddressBytes() is { Length: 6 } bytes && (bytes[0] & 1) == 0 && bytes.Any(b => b != 0);

    // What firmware carries that was never given a number: one digit repeated, counting up, or a word for "none".
    private static bool IsUsable(string serial) =>
        serial.Length >= ShortestSerial
        && serial.Distinct().Count() > 1
        && !"0123456789".StartsWith(serial, StringComparison.Ordinal)
        && !"1234567890".StartsWith(serial, StringComparison.Ordinal)
        && serial.ToUpperInvariant() is not ("NONE" or "NULL" or "UNKNOWN" or "N/A" or "DEFAULT" or "SERIALNUMBER" or "SERIAL NUMBER");
}
