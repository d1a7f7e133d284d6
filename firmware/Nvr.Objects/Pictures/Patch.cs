namespace Nvr.Objects.Pictures;

/// <summary>A picture of red, green and blue bytes, row by row without gaps: what a model is shown. Used by one thread at a time.</summary>
public sealed class Patch(int width, int height)
{
    public int Width => width;

    public int Height => height;

    public byte[] Pixels { get; } = new byte[width * height * 3];
}
