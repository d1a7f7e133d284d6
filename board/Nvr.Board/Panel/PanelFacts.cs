using Nvr.Core.Health;

namespace Nvr.Board.Panel;

/// <summary>Everything that the panel has to tell at one moment. Immutable.</summary>
public sealed record PanelFacts
{
    public BoxPhase Phase { get; init; } = BoxPhase.Starting;

    /// <summary>The worst of the health state.</summary>
    public HealthLevel Health { get; init; } = HealthLevel.Unknown;

    public RecordingProof Recording { get; init; } = RecordingProof.NothingToRecord;

    /// <summary>True while a network other than the cameras' own is connected.</summary>
    public bool HasNetwork { get; init; }

    public ExportState Export { get; init; }

    public ResetStage Reset { get; init; }

    /// <summary>A person has asked which box this is.</summary>
    public bool IsLocating { get; init; }

    /// <summary>In the order of the case.</summary>
    public IReadOnlyList<BayState> Bays { get; init; } = [];

    /// <summary>In the order of the case.</summary>
    public IReadOnlyList<PortState> Ports { get; init; } = [];
}
