namespace Scenes;

/// <summary>How a camera would encode a scene. Immutable.</summary>
/// <param name="Fps">Pictures a second.</param>
/// <param name="Gop">From key picture to key picture.</param>
/// <param name="Kbit">A second, at most over two of them.</param>
public sealed record SubStreamCoding(int Fps, int Gop, int Kbit)
{
    /// <summary>A usual sub stream's; that of tools/bench.</summary>
    public static SubStreamCoding Usual { get; } = new(10, 20, 500);
}
