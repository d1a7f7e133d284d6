namespace Nvr.Sandbox.Protocol;

/// <summary>Something that moves, in one picture. Immutable; a claim like everything that such a process says.</summary>
/// <param name="Id">The same from picture to picture, within one life of the process.</param>
/// <param name="BegunUs">When it was first seen, in monotonic microseconds.</param>
/// <param name="Left">Of the box around it, in shares of the picture's width.</param>
/// <param name="Top">In shares of the picture's height.</param>
/// <param name="Width">In shares of the picture's width.</param>
/// <param name="Height">In shares of the picture's height.</param>
/// <param name="Strength">How much it stands out, in all.</param>
public readonly record struct SeenThing(int Id, long BegunUs, float Left, float Top, float Width, float Height, float Strength);
