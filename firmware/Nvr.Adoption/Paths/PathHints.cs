using System.Net.NetworkInformation;

namespace Nvr.Adoption.Paths;

/// <summary>What may tell the maker of a device, nulls where unknown: the MAC, the maker's name as told or entered, and what its servers say of themselves.</summary>
public sealed record PathHints(PhysicalAddress? Mac, string? Maker, string? Banner)
{
    public static PathHints None { get; } = new(null, null, null);
}
