using Nvr.Vision;

namespace Scenes;

/// <summary>Something that a watcher took for somebody. Immutable.</summary>
/// <param name="Seconds">When.</param>
public readonly record struct FalseThing(double Seconds, MovingThing Thing);
