using Nvr.Board;
using Nvr.Board.Disks;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Appliance.Disks;

/// <summary>What the <see cref="DiskSteward"/> works with.</summary>
internal sealed record StewardServices
{
    public required BoardDescription Board { get; init; }

    /// <summary>Null on a board without bays.</summary>
    public required IDisks? Disks { get; init; }

    public required HealthBoard Health { get; init; }

    public required BoxClock Clock { get; init; }
}
