using System.Text;
using Fuzz.Engine;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Search;

namespace Fuzz.Targets;

/// <summary>Queries in plain words: nothing is thrown, every letter is told as understood or not, times are in order, and what is offered fits the text.</summary>
internal sealed class QueryTarget : IFuzzTarget
{
    private static readonly UtcTime noon = new(1_795_953_600_000_000);

    private readonly SearchScope scope = new(
        [new Place(CameraId.New(), "Loading dock", ["Ramp 1", "Gate"]), new Place(CameraId.New(), "Hof Süd", ["Müllplatz"])],
        noon, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), SearchLanguage.German);

    public string Name => "query";

    public int MaxBytes => 2_048;

    public IReadOnlyList<byte[]> Words { get; } = Split.Words(
        "person ", "red ", "loading dock", "Hof Süd", "gestern ", "last week ", "between ", " and ", " Uhr", "18-20", "18:30", "6pm", "12 March ", "12.3.", "2026-03-12", "vor 3 Tagen ",
        "since ", "until ", "bis ", "longer than ", "30 s", " % sicher", "nicht ", "camera ", "zone ", "past 2 hours ", "-", ":", ".", "\u0301", "29 February ");

    public IEnumerable<byte[]> Seeds() =>
    [
        "red car at gate yesterday 18-20"u8.ToArray(), "Person lungert Loading dock letzte Woche zwischen 22 und 6 Uhr"u8.ToArray(),
        "motion longer than 2.5 minutes since 12 March 18:00"u8.ToArray(),
    ];

    public IReadOnlyList<Range> Pieces(byte[] input)
    {
        List<Range> pieces = [];
        for (int at = 0, next; at < input.Length; at = next)
        {
            int blank = Array.IndexOf(input, (byte)' ', at);
            next = blank < 0 ? input.Length : blank + 1;
            pieces.Add(at..next);
        }
        return pieces;
    }

    public void Run(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        SearchReading reading = QueryReader.Read(text, scope);
        int end = 0;
        foreach ((int start, int to) in reading.Understood.Select(u => (u.Start, u.End)).Concat(reading.NotUnderstood.Select(n => (n.Start, n.End))).Order())
        {
            BrokenPromiseException.Unless(start >= end && to > start && to <= text.Length, "pieces that overlap or lie outside the text");
            BrokenPromiseException.Unless(!text[end..start].Any(char.IsLetterOrDigit), "a letter that is told neither as understood nor as not");
            end = to;
        }
        BrokenPromiseException.Unless(reading.Wish.Ranges.Count <= SearchWish.MaxRanges, "more ranges than the bound");
        BrokenPromiseException.Unless(reading.Wish.Ranges.Zip(reading.Wish.Ranges.Skip(1)).All(p => p.First.End < p.Second.Start), "ranges out of order");
        BrokenPromiseException.Unless(
            Completer.Complete(text, text.Length, scope).All(c => c.Start >= 0 && c.Start <= c.End && c.End <= text.Length), "a completion outside the text");
    }
}
