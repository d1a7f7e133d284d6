using Nvr.Onvif.Discovery;

namespace Nvr.Onvif.Tests.Discovery;

/// <summary>A neighbour table that a test fills.</summary>
internal sealed class FixedNeighbours : INeighbourTable
{
    public IReadOnlyList<Neighbour> Entries { get; set; } = [];

    public IReadOnlyList<Neighbour> Read() => Entries;
}
