namespace Nvr.Core.Media;

/// <summary>
/// A polygon in the picture that nobody may see, in fractions of its width and height: (0, 0) is the top left corner, (1, 1) the bottom right one. The last
/// corner is joined to the first; where its sides cross, what an odd number of them surrounds is inside. Fewer than three corners hide nothing. Immutable.
/// </summary>
public sealed record PrivacyMask(IReadOnlyList<PrivacyMask.Corner> Corners)
{
    public static PrivacyMask Rectangle(float left, float top, float right, float bottom) =>
        new([new Corner(left, top), new Corner(right, top), new Corner(right, bottom), new Corner(left, bottom)]);

    public readonly record struct Corner(float X, float Y);
}
