using System.Globalization;
using System.Net;
using Nvr.Onvif.Device;

namespace Nvr.Onvif.Discovery;

/// <summary>
/// The kernel's ARP table as text (<c>/proc/net/arp</c>; proc(5)): address, hardware type, flags, MAC, mask, device. IPv4 only. Entries that are
/// not complete (flag 2) are left out.
/// </summary>
public sealed class LinuxNeighbourTable(string path = LinuxNeighbourTable.Kernel) : INeighbourTable
{
    public const string Kernel = "/proc/net/arp";

    private const int Complete = 2;
    private const int MaxEntries = 4096;

    public IReadOnlyList<Neighbour> Read()
    {
        try
        {
            return [.. File.ReadLines(path).Skip(1).Take(MaxEntries).Select(Entry).OfType<Neighbour>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static Neighbour? Entry(string line)
    {
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool usable = fields.Length >= 6 && fields[2].StartsWith("0x", StringComparison.Ordinal)
            && int.TryParse(fields[2].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int flags) && (flags & Complete) != 0;
        return usable && IPAddress.TryParse(fields[0], out IPAddress? address) && InterfaceReader.Mac(fields[3]) is { } mac
            ? new Neighbour(address, mac, fields[5])
            : null;
    }
}
