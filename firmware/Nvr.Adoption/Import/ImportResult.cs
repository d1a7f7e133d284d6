namespace Nvr.Adoption.Import;

/// <summary>What a file came to: cameras in its order with names that differ from each other, and remarks by line. Nothing has been added yet.</summary>
public sealed record ImportResult(ImportFormat Format, IReadOnlyList<ProposedCamera> Cameras, IReadOnlyList<ImportRemark> Remarks);
