using System.Net.Sockets;
using System.Text;

namespace Nvr.Onvif.Discovery;

/// <summary>
/// Ties sockets to an interface: two camera networks may have the same addresses, and the kernel hands a group's datagrams to every socket that is bound
/// to the group, whichever interface it joined by. Pure but for the socket.
/// </summary>
internal static class Confinement
{
    // asm-generic/socket.h.
    private const int SolSocket = 1;
    private const int SoBindToDevice = 25;

    /// <summary>False where that is not allowed: before Linux 5.7 it needs a privilege.</summary>
    public static bool TryTie(Socket socket, string interfaceName)
    {
        try
        {
            socket.SetRawSocketOption(SolSocket, SoBindToDevice, Encoding.ASCII.GetBytes(interfaceName + '\0'));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
