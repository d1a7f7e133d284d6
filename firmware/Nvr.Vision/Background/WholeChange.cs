using System.Numerics;

namespace Nvr.Vision.Background;

/// <summary>What changed in the whole picture at once: exposure (an offset and a gain) and a camera that shakes (a shift of less than a cell). Immutable.</summary>
/// <param name="Offset">Levels of brightness.</param>
/// <param name="Gain">In addition to 1.</param>
/// <param name="Right">Cells by which what is seen moved to the left.</param>
/// <param name="Down">Cells by which what is seen moved upwards.</param>
internal readonly record struct WholeChange(float Offset, float Gain, float Right, float Down)
{
    /// <summary>Brightness around which the gain turns, so that it and the offset are not the same thing.</summary>
    public const float Middle = 128;

    /// <summary>What a cell's difference to the background would be by this alone.</summary>
    public float At(float mean, float slopeRight, float slopeDown) => Offset + (Gain * (mean - Middle)) + (Right * slopeRight) + (Down * slopeDown);

    /// <summary>By how many levels light differs from that of another change: in the middle, and half way to black or white.</summary>
    public float From(WholeChange other) => Math.Abs(Offset - other.Offset) + (Math.Abs(Gain - other.Gain) * Middle / 2);

    /// <summary>The same of several cells.</summary>
    public Vector<float> At(Vector<float> mean, Vector<float> slopeRight, Vector<float> slopeDown) =>
        new Vector<float>(Offset) + (Gain * (mean - new Vector<float>(Middle))) + (Right * slopeRight) + (Down * slopeDown);
}
