using System.Net.NetworkInformation;
using System.Net.Sockets;
using Nvr.Appliance.Panel;
using Nvr.Board;
using Nvr.Network.Trying;

namespace Nvr.Appliance.Networks;

/// <summary>Asks the kernel for addresses, and who listens for those who want one. Thread-safe.</summary>
internal sealed class NetworkSenses(BoardDescription board) : INetworkSenses
{
    private const int DhcpServerPort = 67;

    public IReadOnlyList<PresentAddress> Addresses()
    {
        try
        {
            return
            [
                .. OwnNetworks.Up(board).SelectMany(i => i.GetIPProperties().UnicastAddresses
                    .Where(a => a.Address.AddressFamily == AddressFamily.InterNetwork)
                    .Select(a => new PresentAddress(i.Name, a.Address, a.PrefixLength))),
            ];
        }
        catch (NetworkInformationException)
        {
            // An interface that went away between two questions; the next look has it right.
            return [];
        }
    }

    public bool IsServingAddresses()
    {
        try
        {
            return IPGlobalProperties.GetIPGlobalProperties().GetActiveUdpListeners().Any(p => p.Port == DhcpServerPort);
        }
        catch (NetworkInformationException)
        {
            // Nothing can be said of it then, so nothing is.
            return true;
        }
    }
}
