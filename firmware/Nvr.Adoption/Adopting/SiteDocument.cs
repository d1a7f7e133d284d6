namespace Nvr.Adoption.Adopting;

/// <summary>The settings file of the site.</summary>
internal sealed record SiteDocument
{
    public int Version { get; init; } = 1;

    public required string UserName { get; init; }

    public required string SealedPassword { get; init; }
}
