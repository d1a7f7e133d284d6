namespace Nvr.Storage.Reading;

/// <summary>When two segments count as one stretch.</summary>
internal static class Tiling
{
    /// <summary>
    /// A recovered segment ends with its last frame, not where the next began, and media clocks drift against the box's by some ms a minute:
    /// smaller holes than this, µs, are no interruption.
    /// </summary>
    public const long MaxSeamUs = 250_000;
}
