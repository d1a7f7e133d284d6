using System.Net.NetworkInformation;
using Nvr.Board;

namespace Nvr.Appliance.Panel;

/// <summary>The networks over which people reach the box. Stateless; asks the system at each call.</summary>
internal static class OwnNetworks
{
    /// <summary>Those that are up, without loopback and the cameras' own, which say nothing of whether the box can be reached.</summary>
    public static IEnumerable<NetworkInterface> Up(BoardDescription board) => NetworkInterface.GetAllNetworkInterfaces()
        .Where(i => i is { OperationalStatus: OperationalStatus.Up, NetworkInterfaceType: not NetworkInterfaceType.Loopback } && !board.CameraNetworks.Contains(i.Name));
}
