namespace Nvr.Storage.Retention;

/// <summary>The content of a volume's <c>holds.json</c>. Holds lie beside the index, so that a lost index loses no protection.</summary>
internal sealed record HoldDocument(IReadOnlyList<HoldRecord> Holds);
