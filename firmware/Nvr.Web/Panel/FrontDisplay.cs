namespace Nvr.Web.Panel;

/// <summary>What the display shows. Immutable.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels; a multiple of eight.</param>
/// <param name="Pages">For each eight rows from the top a byte a column from the left, its lowest bit the uppermost pixel; lit where it is 1.</param>
/// <param name="Words">What is written there, in order.</param>
public sealed record FrontDisplay(int Width, int Height, ReadOnlyMemory<byte> Pages, IReadOnlyList<string> Words);
