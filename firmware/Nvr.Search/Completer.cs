namespace Nvr.Search;

/// <summary>What the words before the cursor may become: names of this scope, and words of the language. Pure; any thread.</summary>
public static class Completer
{
    private const int Most = 8;
    private const int MostWords = 4;

    private static readonly string[] englishTimes = ["today", "yesterday", "last week", "this week", "last night", "this morning", "past 2 hours", "last month", "longer than 30 s"];
    private static readonly string[] germanTimes =
        ["heute", "gestern", "vorgestern", "letzte Woche", "diese Woche", "letzte Nacht", "nachts", "letzten 2 Stunden", "letzten Monat", "länger als 30 s"];

    /// <summary><paramref name="cursor"/> counts UTF-16 code units; beyond the text it is at its end. Longer matches first, then names, then words.</summary>
    public static IReadOnlyList<Completion> Complete(string text, int cursor, SearchScope scope)
    {
        string before = text[..Math.Clamp(cursor, 0, Math.Min(text.Length, QueryReader.MaxCharacters))];
        List<Token> tokens = [.. Tokens.Cut(before).TakeLast(MostWords)];
        bool isNewWord = before.Length == 0 || char.IsWhiteSpace(before[^1]);
        List<Completion> found = [];
        for (int first = 0; first < tokens.Count; first++)
        {
            string typed = string.Join(' ', tokens.Skip(first).Where(t => t.Kind != TokenKind.Sign).Select(t => t.Text)) + (isNewWord ? " " : "");
            if (typed.Trim().Length > 0)
            {
                found.AddRange(Offers(scope).Where(o => o.Folded.Length > typed.Length && o.Folded.StartsWith(typed, StringComparison.Ordinal))
                    .Select(o => new Completion(tokens[first].Start, before.Length, o.Shown, o.As)));
            }
        }
        if (isNewWord && found.Count == 0)
        {
            found.AddRange(Beginnings(scope).Select(b => new Completion(before.Length, before.Length, b.Shown, b.As)));
        }
        return [.. found.DistinctBy(c => c.Text).Take(Most)];
    }

    private static IEnumerable<(string Folded, string Shown, UnderstoodAs As)> Offers(SearchScope scope)
    {
        IEnumerable<Phrase> names = new Names(scope).All;
        IEnumerable<Phrase> words = Vocabulary.All.Where(p => p.Language == scope.Language && p.Sense.As != UnderstoodAs.Filler);
        return names.Concat(words).Select(p => (string.Join(' ', p.Words), p.Shown, p.Sense.As)).Concat(Times(scope.Language));
    }

    private static IEnumerable<(string Folded, string Shown, UnderstoodAs As)> Times(SearchLanguage language) =>
        (language == SearchLanguage.German ? germanTimes : englishTimes).Concat(Calendar.DayNames(language)).Select(t => (Folding.Fold(t), t, UnderstoodAs.Day));

    // Nothing typed: one of each kind shows what can be asked.
    private static IEnumerable<(string Folded, string Shown, UnderstoodAs As)> Beginnings(SearchScope scope)
    {
        List<(string Folded, string Shown, UnderstoodAs As)> all = [.. Offers(scope)];
        UnderstoodAs[] kinds = [UnderstoodAs.Object, UnderstoodAs.Colour, UnderstoodAs.Camera, UnderstoodAs.Zone, UnderstoodAs.Kind, UnderstoodAs.Day];
        return kinds.Select(k => all.FirstOrDefault(o => o.As == k)).Where(o => o.Shown is not null);
    }
}
