using Nvr.Core.Objects;
using Nvr.Objects.Pictures;

namespace Nvr.Objects.Following;

/// <summary>What is known of an object so far: one of those for each thing that moves, told again whenever more is known. Immutable.</summary>
/// <param name="Id">Of the thing that moves.</param>
/// <param name="BegunUs">When it was first seen, monotonic, as all times here.</param>
/// <param name="SeenUs">When it was last seen.</param>
/// <param name="IsOver">It is gone, or stands: nothing more of it is told.</param>
/// <param name="Class">What most looks took it for, an index into the manifest's classes.</param>
/// <param name="Confidence">0 to 1: that of the looks which said so, in all that were had, with doubt while there are few.</param>
/// <param name="SameAs">The object that stood there before and is seen again, 0 for none; negative where nothing was told of that one, because it never moved.</param>
/// <param name="BestUs">The picture that shows it best.</param>
/// <param name="BestBox">Where it is in that, in shares.</param>
/// <param name="StoodUs">For how long it stood, at the longest.</param>
/// <param name="Colours">Those that dominate, the most frequent first.</param>
/// <param name="Path">Where it went, the oldest first; at least one.</param>
public sealed record FoundObject(
    int Id, long BegunUs, long SeenUs, bool IsOver, int Class, float Confidence, int SameAs, long BestUs, Box BestBox, long StoodUs, IReadOnlyList<BasicColour> Colours, IReadOnlyList<PathPoint> Path);
