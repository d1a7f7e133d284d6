namespace Nvr.Network.Trying;

/// <summary>What the machine's networks are like just now. Thread-safe; asks the system at each call, and never fails.</summary>
public interface INetworkSenses
{
    /// <summary>On the networks from which people reach the box.</summary>
    IReadOnlyList<PresentAddress> Addresses();

    /// <summary>Whether anybody on this machine gives out addresses.</summary>
    bool IsServingAddresses();
}
