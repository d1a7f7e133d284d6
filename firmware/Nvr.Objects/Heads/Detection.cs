using Nvr.Objects.Pictures;

namespace Nvr.Objects.Heads;

/// <summary>Something that a model has found. Immutable.</summary>
/// <param name="Class">Index into the manifest's classes.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Box">In pixels of whatever picture it was found in.</param>
public readonly record struct Detection(int Class, float Confidence, Box Box);
