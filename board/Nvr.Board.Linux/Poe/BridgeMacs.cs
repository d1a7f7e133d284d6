using System.Net.NetworkInformation;

namespace Nvr.Board.Linux.Poe;

/// <summary>
/// Who hangs behind the ports of the box's own switch, by the forwarding table of the kernel's bridge. Pure but for <c>/sys</c>; what cannot be read is nobody.
/// </summary>
internal static class BridgeMacs
{
    /// <summary>struct __fdb_entry (linux/if_bridge.h): MAC, port, whether it is the bridge's own, age, high part of the port.</summary>
    private const int EntryBytes = 16;
    private const int MacBytes = 6;
    private const int PortAt = 6;
    private const int IsLocalAt = 7;
    private const int PortHighAt = 12;

    /// <summary>The MACs behind a port, the bridge's own left out; null when the interface is not there or is in no bridge.</summary>
    public static IReadOnlyList<PhysicalAddress>? Behind(string networkInterface, string sys = "/sys")
    {
        string port = Path.Combine(sys, "class/net", networkInterface, "brport");
        try
        {
            int number = Convert.ToInt32(File.ReadAllText(Path.Combine(port, "port_no")).Trim(), 16);
            return [.. Entries(File.ReadAllBytes(Path.Combine(port, "bridge", "brforward"))).Where(e => e.Port == number).Select(e => e.Mac)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether the interface has a carrier; null when it is not there or switched off.</summary>
    public static bool? HasLink(string networkInterface, string sys = "/sys")
    {
        try
        {
            return File.ReadAllText(Path.Combine(sys, "class/net", networkInterface, "carrier")).Trim() == "1";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<(int Port, PhysicalAddress Mac)> Entries(byte[] table)
    {
        for (int at = 0; at + EntryBytes <= table.Length; at += EntryBytes)
        {
            if (table[at + IsLocalAt] == 0)
            {
                yield return (table[at + PortAt] | (table[at + PortHighAt] << 8), new PhysicalAddress(table[at..(at + MacBytes)]));
            }
        }
    }
}
