using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;

namespace Nvr.Adoption.Adopting;

/// <summary>A device as it is shown: what the book knows, and how it stands with it in words. A consistent snapshot.</summary>
public sealed record DeviceReport
{
    public required DeviceRecord Device { get; init; }

    /// <summary>What may be done with it where it is.</summary>
    public required AdoptionDecision Decision { get; init; }

    public required string Sentence { get; init; }

    /// <summary>What the user can do about it; null when nothing is needed.</summary>
    public string? NextStep { get; init; }

    /// <summary>The technical detail, to be shown one tap below.</summary>
    public string? Detail { get; init; }

    /// <summary>Null while nothing is wrong or known.</summary>
    public Finding? Finding { get; init; }

    /// <summary>The device that it seems to replace; null when it replaces none.</summary>
    public ReplacementOffer? Offer { get; init; }
}
