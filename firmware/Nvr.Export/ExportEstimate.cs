namespace Nvr.Export;

/// <summary>What an order will take on the target, seals and documents included. Immutable.</summary>
public sealed record ExportEstimate(int Files, long Bytes);
