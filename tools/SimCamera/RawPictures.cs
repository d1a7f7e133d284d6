namespace SimCamera;

/// <summary>
/// Pictures that a camera shows, again and again, in place of its test picture: brightness, row by row, and colours where somebody paints them. They are drawn once and encoded like any other; <see cref="Name"/> says what is in them, and those of one
/// name are encoded once. Immutable.
/// </summary>
/// <param name="Name">Unlike that of any other pictures.</param>
/// <param name="Width">Pixels; the stream's own size may be another.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Count">How many there are; a multiple of the camera's GOP.</param>
/// <param name="Draw">Fills one of <paramref name="Width"/> times <paramref name="Height"/> bytes.</param>
/// <param name="Paint">Fills the differences of blue and then those of red, a quarter as many bytes each; 128 is none. Null for grey pictures.</param>
public sealed record RawPictures(string Name, int Width, int Height, int Count, Action<int, byte[]> Draw, Action<int, byte[]>? Paint = null)
{
    internal const string FileName = "pictures.raw";

    internal string PixelFormat => Paint is null ? "gray" : "yuv420p";

    internal void Write(string directory)
    {
        using FileStream file = File.Create(Path.Combine(directory, FileName));
        byte[] picture = new byte[Width * Height];
        byte[] colours = new byte[picture.Length / 2];
        for (int i = 0; i < Count; i++)
        {
            Draw(i, picture);
            file.Write(picture);
            if (Paint is { } paint)
            {
                paint(i, colours);
                file.Write(colours);
            }
        }
    }
}
