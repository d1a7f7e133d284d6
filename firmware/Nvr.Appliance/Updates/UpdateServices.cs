using Nvr.Board.Power;
using Nvr.Board.Updates;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Web.Audit;

namespace Nvr.Appliance.Updates;

/// <summary>What the trial of an update needs.</summary>
internal sealed record UpdateServices
{
    public required UpdateBook Book { get; init; }

    public required UpdateMemory Memory { get; init; }

    public required RunningSystem Running { get; init; }

    public required IUpdater Updater { get; init; }

    public required PageProbe Page { get; init; }

    public required IBoxPower Power { get; init; }

    public required BoxDeeds Deeds { get; init; }

    public required HealthBoard Health { get; init; }

    public required BoxClock Clock { get; init; }

    public required TrialRules Rules { get; init; }
}
