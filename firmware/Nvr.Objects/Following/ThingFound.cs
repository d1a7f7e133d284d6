using Nvr.Objects.Pictures;

namespace Nvr.Objects.Following;

/// <summary>Something that a model has found in one look. Immutable.</summary>
/// <param name="Class">Index into the manifest's classes.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Box">In shares of the picture.</param>
/// <param name="Colours">Shares of its core, by the numbers of <see cref="Core.Objects.BasicColour"/>.</param>
public sealed record ThingFound(int Class, float Confidence, Box Box, float[] Colours);
