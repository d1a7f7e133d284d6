namespace Nvr.Search;

/// <summary>Parts of the picture, 0 to 1; null does not restrict.</summary>
internal sealed record SizeRange(double? Min, double? Max);
