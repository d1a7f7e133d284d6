using System.Net;
using System.Net.Sockets;
using Nvr.Adoption.Timekeeping;
using Nvr.Sntp;

namespace Nvr.Appliance.Hosting;

/// <summary>The box's time as cameras can have it: from this program's server, or from another one of this machine. Thread-safe.</summary>
/// <param name="judge">Whether the box knows the time.</param>
/// <param name="isServed">Whether the time is served at an address of the box.</param>
internal sealed class BoxTime(ClockJudge judge, Func<IPAddress, bool> isServed) : IBoxTime
{
    public bool IsCredible => judge.Trust() != ClockTrust.None;

    public IPAddress? ServerFor(IPAddress camera, string? interfaceName)
    {
        // A link-local address means nothing without the name that the camera itself has for its interface.
        if (interfaceName is null || camera.IsIPv6LinkLocal)
        {
            return null;
        }
        return ServedAddress.On([interfaceName])
            .Where(a => a.Address.AddressFamily == camera.AddressFamily && !a.Address.IsIPv6LinkLocal && isServed(a.Address))
            .OrderByDescending(a => a.IsOnLink(camera))
            .Select(a => a.Address)
            .FirstOrDefault();
    }
}
