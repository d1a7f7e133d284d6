namespace Nvr.Export;

/// <summary>What somebody wants to take away: which cameras and stretches, who asked, and what is known of the unit and its clock at that moment. Immutable.</summary>
public sealed record ExportOrder
{
    public required ExportUnit Unit { get; init; }

    /// <summary>Who asked: <c>front panel</c>, or the name of a user.</summary>
    public required string Operator { get; init; }

    /// <summary>What for, in the operator's words; null where nobody said.</summary>
    public string? Reason { get; init; }

    public required ClockFacts Clock { get; init; }

    /// <summary>At least one; written in this order.</summary>
    public required IReadOnlyList<ExportCamera> Cameras { get; init; }
}
