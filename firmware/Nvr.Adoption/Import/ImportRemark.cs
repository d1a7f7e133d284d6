namespace Nvr.Adoption.Import;

/// <summary>One thing that could not be taken over as it was. <paramref name="Line"/> counts from 1; <paramref name="Camera"/> is null for what belongs to none.</summary>
public sealed record ImportRemark(int Line, ImportRemarkKind Kind, string? Camera, string Sentence);
