using System.Text;

namespace Nvr.Board.Display;

/// <summary>
/// One picture of a small display of one colour, and what it says in words. Drawn by one thread, then not changed any more. What lies outside the edges is left out.
/// </summary>
public sealed class Screen(int width, int height)
{
    private readonly bool[] pixels = new bool[width * height];
    private readonly List<string> words = [];

    /// <summary>In pixels.</summary>
    public int Width => width;

    public int Height => height;

    /// <summary>It proves that its reader stands in front of the box: it must be shown nowhere else.</summary>
    public bool IsForTheGlassAlone { get; init; }

    /// <summary>What was written, in order: for tests, and for those who cannot see the picture.</summary>
    public IReadOnlyList<string> Words => words;

    public bool IsLit(int x, int y) => pixels[(y * width) + x];

    public void Light(int x, int y, bool lit = true)
    {
        if (x >= 0 && x < width && y >= 0 && y < height)
        {
            pixels[(y * width) + x] = lit;
        }
    }

    /// <summary>Lights a filled rectangle.</summary>
    public void Fill(int x, int y, int across, int down, bool lit = true)
    {
        for (int row = y; row < y + down; row++)
        {
            for (int column = x; column < x + across; column++)
            {
                Light(column, row, lit);
            }
        }
    }

    /// <summary>Writes one line; what does not fit before the right edge ends with three dots.</summary>
    public void Write(int x, int y, ScreenFont font, string line)
    {
        words.Add(line);
        Rune[] characters = [.. Shorten(line, (width - x) / font.Width).EnumerateRunes()];
        for (int i = 0; i < characters.Length; i++)
        {
            Draw(x + (i * font.Width), y, font, characters[i]);
        }
    }

    /// <summary>
    /// As the chip's memory wants it: for each eight rows from the top a byte a column from the left, its lowest bit the uppermost pixel (SSD1306, "page addressing").
    /// </summary>
    public byte[] ToPages()
    {
        byte[] pages = new byte[width * height / 8];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                pages[(y / 8 * width) + x] |= (byte)(IsLit(x, y) ? 1 << (y % 8) : 0);
            }
        }
        return pages;
    }

    private static string Shorten(string line, int room)
    {
        Rune[] all = [.. line.EnumerateRunes()];
        return all.Length <= room ? line : string.Concat(all.Take(Math.Max(0, room - 3))) + "...";
    }

    private void Draw(int left, int top, ScreenFont font, Rune character)
    {
        for (int y = 0; y < font.Height; y++)
        {
            for (int x = 0; x < font.Width; x++)
            {
                if (font.IsLit(character, x, y))
                {
                    Light(left + x, top + y);
                }
            }
        }
    }
}
