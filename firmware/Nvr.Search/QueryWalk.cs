namespace Nvr.Search;

/// <summary>One pass over one query: at each word the reading that takes most words; of equal ones times, then whole names, then the vocabulary, then parts of names, then slips.</summary>
internal sealed class QueryWalk
{
    private static readonly string[] cameraWords = ["camera", "cam", "kamera"];
    private static readonly string[] zoneWords = ["zone", "area", "bereich"];

    private readonly string text;
    private readonly SearchLanguage language;
    private readonly List<Token> tokens;
    private readonly Names names;
    private readonly LocalTime local;
    private readonly SpanReader spans;
    private readonly DayReader days;
    private readonly ClockReader clocks;
    private readonly MeasureReader measures;
    private readonly WishMaker wish = new();
    private readonly List<Understood> understood = [];
    private readonly List<NotUnderstood> unknown = [];

    public QueryWalk(string text, SearchScope scope)
    {
        this.text = text;
        language = scope.Language;
        tokens = Tokens.Cut(text);
        names = new Names(scope);
        local = new LocalTime(scope);
        spans = new SpanReader(tokens, local, language);
        days = new DayReader(tokens, local, language);
        clocks = new ClockReader(tokens, language);
        measures = new MeasureReader(tokens, language);
    }

    public SearchReading Run()
    {
        for (int at = 0; at < tokens.Count;)
        {
            at += tokens[at].Kind == TokenKind.Word && Vocabulary.Negations.Contains(tokens[at].Text) ? Refuse(at) : Take(at);
        }
        if (text.Length > Tokens.MaxCharacters)
        {
            unknown.Add(new NotUnderstood(Tokens.MaxCharacters, text.Length, Say("Too long.", "Zu lang.")));
        }
        return new SearchReading(wish.Make(local), understood, unknown);
    }

    private int Take(int at)
    {
        (int length, Action take) = Best(at);
        if (length > 0)
        {
            take();
            return length;
        }
        // A sign between words says nothing.
        if (tokens[at].Kind != TokenKind.Sign)
        {
            unknown.Add(new NotUnderstood(tokens[at].Start, tokens[at].End));
        }
        return 1;
    }

    // The contrary of what it says must not be searched for: the word after it is left out, too.
    private int Refuse(int at)
    {
        int next = at + 1;
        while (next < tokens.Count && Exact(next) is { Found: [{ Sense.As: UnderstoodAs.Filler }, ..] } filler)
        {
            next += filler.Length;
        }
        int length = next < tokens.Count ? Math.Max(1, Best(next).Length) : 0;
        Token last = tokens[Math.Min(next + length, tokens.Count) - 1];
        unknown.Add(new NotUnderstood(tokens[at].Start, last.End, Say("What is to be left out cannot be searched for.", "Was fehlen soll, kann nicht gesucht werden.")));
        return next + length - at;
    }

    private (int Length, Action Take) Best(int at)
    {
        (int Length, Action Take) best = (0, static () => { });
        void Try(int length, Action take) => best = length > best.Length ? (length, take) : best;

        foreach (TimeRead? time in new[] { spans.Read(at), days.Read(at), clocks.Read(at) })
        {
            Try(time?.Length ?? 0, () => TakeTime(at, time!));
        }
        MeasureRead? bound = measures.Read(at);
        Try(bound?.Length ?? 0, () => TakeBound(at, bound!));
        foreach ((int length, List<Phrase> found, bool isGuess) in Phrases(at, best.Length))
        {
            Try(length, () => TakePhrases(at, length, found, isGuess));
        }
        return best;
    }

    private IEnumerable<(int Length, List<Phrase> Found, bool IsGuess)> Phrases(int at, int known)
    {
        if (tokens[at].Kind == TokenKind.Sign)
        {
            yield break;
        }
        (int whole, List<Phrase> named) = names.Find(tokens, at, only: null, partly: false, roughly: false);
        yield return (whole, named, false);
        yield return Told(at);
        (int words, List<Phrase> exact) = Exact(at);
        yield return (words, exact, false);
        (int part, List<Phrase> parts) = exact is [{ Sense.As: UnderstoodAs.Filler }, ..] && words == 1 ? (0, []) : names.Find(tokens, at, only: null, partly: true, roughly: false);
        yield return (part, parts, false);
        if (known + whole + words + part > 0)
        {
            yield break;
        }
        (int rough, List<Phrase> roughly) = names.Find(tokens, at, only: null, partly: false, roughly: true);
        yield return (rough, roughly, true);
        (int slip, List<Phrase> slips) = Slip(at);
        yield return (slip, slips, true);
    }

    // "camera gate", "zone gate": the word before says which is meant.
    private (int, List<Phrase>, bool) Told(int at)
    {
        UnderstoodAs? only = cameraWords.Contains(tokens[at].Text) ? UnderstoodAs.Camera : zoneWords.Contains(tokens[at].Text) ? UnderstoodAs.Zone : null;
        if (only is null || at + 1 >= tokens.Count)
        {
            return (0, [], false);
        }
        (int length, List<Phrase> found) = names.Find(tokens, at + 1, only, partly: false, roughly: false);
        (length, found) = length > 0 ? (length, found) : names.Find(tokens, at + 1, only, partly: true, roughly: false);
        return (length == 0 ? 0 : length + 1, found, false);
    }

    private (int Length, List<Phrase> Found) Exact(int at)
    {
        int longest = 0;
        Phrase? found = null;
        foreach (Phrase phrase in Vocabulary.ByFirstWord[tokens[at].Text])
        {
            int length = PhraseMatch.Length(tokens, at, phrase.Words, roughly: false);
            (longest, found) = length > longest ? (length, phrase) : (longest, found);
        }
        return (longest, found is null ? [] : [found]);
    }

    private (int Length, List<Phrase> Found) Slip(int at)
    {
        Phrase? found = tokens[at].Kind != TokenKind.Word || tokens[at].Text.Length < 5
            ? null
            : Vocabulary.All.FirstOrDefault(p => p.Words is [{ Length: >= 5 } word] && PhraseMatch.IsOneSlip(tokens[at].Text, word));
        return found is null ? (0, []) : (1, [found]);
    }

    private void TakeTime(int at, TimeRead time)
    {
        wish.Add(time);
        Note(at, time.Length, time.As, time.Meaning, isGuess: false);
    }

    private void TakeBound(int at, MeasureRead bound)
    {
        wish.Add(bound);
        Note(at, bound.Length, bound.As, bound.Meaning, isGuess: false);
    }

    private void TakePhrases(int at, int length, List<Phrase> found, bool isGuess)
    {
        found.ForEach(f => wish.Add(f.Sense));
        Note(at, length, found[0].Sense.As, string.Join(", ", found.Select(f => f.Sense.In(language)).Distinct()), isGuess);
    }

    private void Note(int at, int length, UnderstoodAs what, string meaning, bool isGuess) =>
        understood.Add(new Understood(tokens[at].Start, tokens[at + length - 1].End, what, what == UnderstoodAs.Filler ? "" : meaning, isGuess));

    private string Say(string english, string german) => language == SearchLanguage.German ? german : english;
}
