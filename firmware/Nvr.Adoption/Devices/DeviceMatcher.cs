using System.Net.NetworkInformation;

namespace Nvr.Adoption.Devices;

/// <summary>
/// Finds the device that a sighting is of. Either of MAC and serial number suffices. The rules for contradictions, in this order:
/// <list type="number">
/// <item>The MAC wins over the serial number: two devices with one MAC cannot both work on a network, while makers do repeat serial numbers.</item>
/// <item>A serial number that two devices of the book have identifies neither.</item>
/// <item>A known serial number with another MAC is the same device (its other network interface, or a new board) only while the known MAC is
/// silent. When both are there, they are two devices: recording one camera twice costs less than not recording the second.</item>
/// <item>Without MAC and serial number, the endpoint's UUID decides, then the address, unless an identity contradicts.</item>
/// </list>
/// Pure.
/// </summary>
internal static class DeviceMatcher
{
    /// <param name="book">All devices.</param>
    /// <param name="seen">Cleaned.</param>
    /// <param name="isPresent">Whether a device is there right now.</param>
    public static DeviceMatch Find(IReadOnlyCollection<DeviceRecord> book, DeviceSighting seen, Func<DeviceRecord, bool> isPresent)
    {
        DeviceRecord? byMac = seen.Mac is { } mac ? book.FirstOrDefault(d => Same(d.Mac, mac)) : null;
        DeviceRecord[] bySerial = seen.Serial is null ? [] : [.. book.Where(d => SameSerial(d, seen))];
        if (byMac is not null)
        {
            return new DeviceMatch(byMac, ContradictionOf(byMac, bySerial, seen));
        }
        if (bySerial.Length > 1)
        {
            return new DeviceMatch(seen.Mac is null ? ByWeakIdentity(book, seen) : null, $"Several devices say that they have the serial number {seen.Serial}.");
        }
        if (bySerial is [var one])
        {
            bool other = seen.Mac is not null && one.Mac is not null;
            return !other ? new DeviceMatch(one, null)
                : isPresent(one) ? new DeviceMatch(null, $"Two devices that are here at once say that they have the serial number {seen.Serial}; they are kept apart.")
                : new DeviceMatch(one, $"The device with the serial number {seen.Serial} has another network address (MAC) than before; it is taken for the same.");
        }
        return new DeviceMatch(ByWeakIdentity(book, seen), null);
    }

    /// <summary>Whether both say the same number, and not of different makers.</summary>
    public static bool SameSerial(DeviceRecord device, DeviceSighting seen) =>
        device.Serial is { } known && string.Equals(known, seen.Serial, StringComparison.OrdinalIgnoreCase)
        && (device.Maker is null || seen.Maker is null || string.Equals(device.Maker, seen.Maker, StringComparison.OrdinalIgnoreCase));

    private static string? ContradictionOf(DeviceRecord byMac, DeviceRecord[] bySerial, DeviceSighting seen) =>
        bySerial.Any(d => d.Id != byMac.Id)
            ? $"The serial number {seen.Serial} belongs to another device already; this one is known by its network address (MAC)."
            : byMac.Serial is { } known && seen.Serial is { } told && !string.Equals(known, told, StringComparison.OrdinalIgnoreCase)
                ? $"The device's serial number was {known} and is {told} now; it is known by its network address (MAC)."
                : null;

    private static DeviceRecord? ByWeakIdentity(IReadOnlyCollection<DeviceRecord> book, DeviceSighting seen)
    {
        DeviceRecord[] open = [.. book.Where(d => !Contradicts(d, seen))];
        return (seen.EndpointId is { } id ? open.FirstOrDefault(d => string.Equals(d.EndpointId, id, StringComparison.OrdinalIgnoreCase)) : null)
            ?? open.FirstOrDefault(d => AddressDecides(d, seen) && d.Address.Equals(seen.Address));
    }

    private static bool Contradicts(DeviceRecord device, DeviceSighting seen) =>
        (device.Mac is not null && seen.Mac is not null && !Same(device.Mac, seen.Mac))
        || (device.Serial is { } known && seen.Serial is { } told && !string.Equals(known, told, StringComparison.OrdinalIgnoreCase));

    // An address is lent, not owned. It decides between sightings of one moment that each know a part, never against an endpoint's name.
    private static bool AddressDecides(DeviceRecord device, DeviceSighting seen) =>
        device.State != DeviceState.Lost && (device.EndpointId is null || seen.EndpointId is null);

    private static bool Same(PhysicalAddress? one, PhysicalAddress? other) => one is not null && one.Equals(other);
}
