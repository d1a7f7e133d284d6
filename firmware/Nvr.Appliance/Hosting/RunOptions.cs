using System.Net;
using Nvr.Adoption.Adopting;
using Nvr.Board;

namespace Nvr.Appliance.Hosting;

/// <summary>What the command line of <c>nvrd run</c> decides.</summary>
internal sealed record RunOptions(string DataDirectory, IPEndPoint Listen, IReadOnlyList<NamedAddress> Cameras, BoardDescription Board)
{
    /// <summary>Null for what the board says: automatic where it has a camera network, and only there; else no network is touched.</summary>
    public AdoptionMode? Discover { get; init; }

    /// <summary>Null for what the board says: this program, on the board's camera networks.</summary>
    public TimeServing? Time { get; init; }
}
