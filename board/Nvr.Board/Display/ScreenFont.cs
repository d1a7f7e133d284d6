using System.Buffers.Binary;
using System.Text;

namespace Nvr.Board.Display;

/// <summary>
/// A bitmap font of equal widths in the Linux console's format (PSF 2, with its table of characters). Immutable. Throws <see cref="InvalidDataException"/> for what is none.
/// </summary>
/// <remarks>The format: header of eight 32-bit little-endian numbers (magic, version, header size, flags, glyphs, bytes a glyph, height, width), glyphs by rows, then for each glyph its characters in UTF-8,
/// ended by 0xFF; what follows 0xFE are sequences, which are not used here (kbd's psf.h).</remarks>
public sealed class ScreenFont
{
    private const uint Magic = 0x864ab572;
    private const int HeaderBytes = 32;
    private const byte EndOfGlyph = 0xff;
    private const byte BeginOfSequence = 0xfe;

    private readonly byte[] glyphs;
    private readonly int bytesAGlyph;
    private readonly Dictionary<Rune, int> places = [];

    private ScreenFont(byte[] file)
    {
        if (file.Length < HeaderBytes || Number(file, 0) != Magic)
        {
            throw new InvalidDataException("This is no console font.");
        }
        int start = (int)Number(file, 2);
        int count = (int)Number(file, 4);
        bytesAGlyph = (int)Number(file, 5);
        (Height, Width) = ((int)Number(file, 6), (int)Number(file, 7));
        if (bytesAGlyph != Height * ((Width + 7) / 8) || file.Length < start + ((long)count * bytesAGlyph))
        {
            throw new InvalidDataException("The console font is not whole.");
        }
        glyphs = file[start..(start + (count * bytesAGlyph))];
        ReadPlaces(file.AsSpan(start + (count * bytesAGlyph)), count);
    }

    /// <summary>21 characters on a display of 128 pixels.</summary>
    public static ScreenFont Small { get; } = Embedded("spleen-6x12.psfu");

    /// <summary>16 characters on a display of 128 pixels.</summary>
    public static ScreenFont Large { get; } = Embedded("spleen-8x16.psfu");

    /// <summary>Of one character, in pixels.</summary>
    public int Width { get; }

    public int Height { get; }

    public static ScreenFont Read(byte[] file) => new(file);

    /// <summary>Whether a pixel of a character is lit; of a character that the font lacks, that of a question mark.</summary>
    public bool IsLit(Rune character, int x, int y)
    {
        if (!places.TryGetValue(character, out int place) && !places.TryGetValue(new Rune('?'), out place))
        {
            return false;
        }
        byte row = glyphs[(place * bytesAGlyph) + (y * ((Width + 7) / 8)) + (x / 8)];
        return (row & (0x80 >> (x % 8))) != 0;
    }

    private static ScreenFont Embedded(string name)
    {
        using Stream resource = typeof(ScreenFont).Assembly.GetManifestResourceStream(name)!;
        byte[] file = new byte[resource.Length];
        resource.ReadExactly(file);
        return new ScreenFont(file);
    }

    private static uint Number(byte[] file, int index) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(index * 4));

    private void ReadPlaces(ReadOnlySpan<byte> table, int count)
    {
        for (int glyph = 0; glyph < count && !table.IsEmpty; glyph++)
        {
            int end = table.IndexOf(EndOfGlyph);
            ReadOnlySpan<byte> characters = end < 0 ? table : table[..end];
            int sequences = characters.IndexOf(BeginOfSequence);
            foreach (Rune character in Encoding.UTF8.GetString(sequences < 0 ? characters : characters[..sequences]).EnumerateRunes())
            {
                places.TryAdd(character, glyph);
            }
            table = end < 0 ? [] : table[(end + 1)..];
        }
    }
}
