using System.Net;

namespace Nvr.Board.Switches;

/// <summary>A switch whose PoE ports the box manages. Immutable.</summary>
/// <param name="Name">As the user calls it; unique on this box, and no chip's name. Its ports are called by it.</param>
/// <param name="EndPoint">Where its agent answers; usually UDP port 161.</param>
/// <param name="Access">What it lets the box in with.</param>
public sealed record ManagedSwitch(string Name, IPEndPoint EndPoint, SnmpAccess Access)
{
    public const int UsualPort = 161;
}
