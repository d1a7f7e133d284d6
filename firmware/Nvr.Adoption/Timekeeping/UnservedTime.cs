using System.Net;

namespace Nvr.Adoption.Timekeeping;

/// <summary>A box that serves no time: cameras' clocks are set by hand.</summary>
public sealed class UnservedTime : IBoxTime
{
    public bool IsCredible => true;

    public IPAddress? ServerFor(IPAddress camera, string? interfaceName) => null;
}
