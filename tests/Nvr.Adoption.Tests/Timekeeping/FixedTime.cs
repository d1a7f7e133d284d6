using System.Net;
using Nvr.Adoption.Timekeeping;

namespace Nvr.Adoption.Tests.Timekeeping;

/// <summary>A box whose time is served at one address, or at none.</summary>
internal sealed class FixedTime(IPAddress? server) : IBoxTime
{
    public bool IsCredible { get; set; } = true;

    public IPAddress? ServerFor(IPAddress camera, string? interfaceName) => server;
}
