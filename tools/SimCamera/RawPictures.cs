namespace SimCamera;

/// <summary>
/// Pictures that a camera shows, again and again, in place of its test picture: brightness alone, row by row. They are drawn once and encoded like any other; <see cref="Name"/> says what is in them, and those of one
/// name are encoded once. Immutable.
/// </summary>
/// <param name="Name">Unlike that of any other pictures.</param>
/// <param name="Width">Pixels; the stream's own size may be another.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Count">How many there are; a multiple of the camera's GOP.</param>
/// <param name="Draw">Fills one of <paramref name="Width"/> times <paramref name="Height"/> bytes.</param>
public sealed record RawPictures(string Name, int Width, int Height, int Count, Action<int, byte[]> Draw)
{
    internal const string FileName = "pictures.raw";

    internal void Write(string directory)
    {
        using FileStream file = File.Create(Path.Combine(directory, FileName));
        byte[] picture = new byte[Width * Height];
        for (int i = 0; i < Count; i++)
        {
            Draw(i, picture);
            file.Write(picture);
        }
    }
}
