namespace Nvr.Onvif.Discovery;

/// <summary>The machine's neighbour table. Reading it is cheap and never fails; what cannot be read is empty. Thread-safe.</summary>
public interface INeighbourTable
{
    IReadOnlyList<Neighbour> Read();
}
