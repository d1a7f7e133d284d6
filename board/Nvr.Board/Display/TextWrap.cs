using System.Text;

namespace Nvr.Board.Display;

/// <summary>Breaks a sentence into lines of so many characters, at blanks where it can. Pure.</summary>
internal static class TextWrap
{
    public static IReadOnlyList<string> Lines(string sentence, int across, int atMost)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(w => Pieces(w, across)))
        {
            if (line.Length > 0 && Length(line) + 1 + Length(word) > across)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }
        lines.Add(line);
        return lines.Count <= atMost ? lines : [.. lines.Take(atMost - 1), string.Join(' ', lines.Skip(atMost - 1))];
    }

    private static IEnumerable<string> Pieces(string word, int across) => word.EnumerateRunes().Chunk(across).Select(piece => string.Concat(piece));

    private static int Length(string text) => text.EnumerateRunes().Count();
}
