namespace Nvr.Adoption.Makers;

/// <summary>One setting of a maker's own that was changed. To undo it, set <see cref="Before"/> again.</summary>
public sealed record SmartCodecChange
{
    public required string Key { get; init; }

    /// <summary>In words, for the user.</summary>
    public required string Name { get; init; }

    public required string Before { get; init; }

    public required string After { get; init; }
}
