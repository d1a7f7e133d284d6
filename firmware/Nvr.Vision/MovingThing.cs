namespace Nvr.Vision;

/// <summary>Something that moves through a picture. Immutable.</summary>
/// <param name="Id">The same from picture to picture.</param>
/// <param name="BegunSeconds">When it was first seen, by the times that the watcher was given.</param>
/// <param name="Left">Of the box around it, in shares of the picture's width from its left.</param>
/// <param name="Top">In shares of the picture's height from its top.</param>
/// <param name="Width">In shares of the picture's width.</param>
/// <param name="Height">In shares of the picture's height.</param>
/// <param name="Strength">How much it stands out, in all: the larger and the more unlike the background, the more.</param>
public readonly record struct MovingThing(int Id, double BegunSeconds, float Left, float Top, float Width, float Height, float Strength);
