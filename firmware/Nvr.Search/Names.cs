using Nvr.Core;

namespace Nvr.Search;

/// <summary>
/// The names of cameras and zones of one scope: whole, or some words of one that stand together. A camera goes before a zone of the same name. Immutable.
/// </summary>
internal sealed class Names
{
    private const int ShortestPart = 3;
    private const int MostNames = 5_000;

    private readonly List<Phrase> whole;

    public Names(SearchScope scope)
    {
        IEnumerable<Phrase> cameras = scope.Places.Select(p => Of(p.Name, new Sense(UnderstoodAs.Camera, p.Camera, p.Name, p.Name)));
        IEnumerable<Phrase> zones = scope.Places.SelectMany(p => p.Zones).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(z => Of(z, new Sense(UnderstoodAs.Zone, z, z, z)));
        whole = [.. cameras.Concat(zones).Where(n => n.Words.Length > 0).Take(MostNames)];
    }

    public IReadOnlyList<Phrase> All => whole;

    /// <summary>What the words of the query from <paramref name="at"/> on name, and how many tokens they take; the longest match, and all that match so long.</summary>
    public (int Length, List<Phrase> Found) Find(IReadOnlyList<Token> tokens, int at, UnderstoodAs? only, bool partly, bool roughly)
    {
        int longest = 0;
        List<Phrase> found = [];
        foreach (Phrase name in whole.Where(n => only is null || n.Sense.As == only))
        {
            int length = partly ? PartLength(tokens, at, name.Words) : PhraseMatch.Length(tokens, at, name.Words, roughly);
            if (length > longest)
            {
                (longest, found) = (length, []);
            }
            if (length > 0 && length == longest)
            {
                found.Add(name);
            }
        }
        return (longest, PreferCameras(found));
    }

    private static List<Phrase> PreferCameras(List<Phrase> found)
    {
        List<Phrase> cameras = [.. found.Where(f => f.Sense.As == UnderstoodAs.Camera)];
        return cameras.Count > 0 ? cameras : found;
    }

    private static int PartLength(IReadOnlyList<Token> tokens, int at, string[] words)
    {
        int longest = 0;
        for (int first = 0; first < words.Length; first++)
        {
            for (int count = words.Length - first; count > 0 && words[first].Length >= ShortestPart && !char.IsAsciiDigit(words[first][0]); count--)
            {
                longest = Math.Max(longest, PhraseMatch.Length(tokens, at, words.AsSpan(first, count), roughly: false));
            }
        }
        return longest;
    }

    private static Phrase Of(string name, Sense sense) => new([.. Tokens.Cut(name).Where(t => t.Kind != TokenKind.Sign).Select(t => t.Text).Take(8)], name, sense, null);
}
