using Nvr.Objects.Pictures;

namespace Nvr.Objects.Following;

/// <summary>Something that moves, as motion analysis follows it, in one picture. Immutable.</summary>
/// <param name="Id">The same from picture to picture.</param>
/// <param name="BegunUs">When it was first seen, monotonic.</param>
/// <param name="Box">In shares of the picture.</param>
public readonly record struct ThingSeen(int Id, long BegunUs, Box Box);
