using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage;

namespace Nvr.Export.Documents;

/// <summary>Everything within a stretch that has no footage, with its reason: also where nobody noted one, for a silent hole would look like footage.</summary>
internal static class GapList
{
    // What seams between segments may have; below it nothing is missing.
    private const long SeamUs = 250_000;

    // The newest seconds are in memory still when an export of "until now" begins.
    private const long FreshUs = 120_000_000;

    public static IReadOnlyList<ManifestGap> Of(IFootageReader footage, CameraId camera, UtcRange range, UtcTime exportTime)
    {
        List<UtcRange> holes = Subtract([range], footage.ListSpans(camera, StreamKind.Main, range).Select(s => s.Range));
        IReadOnlyList<FootageGap> noted = footage.ListGaps(camera, StreamKind.Main, range);
        List<(UtcRange Range, string Reason, string Sentence)> gaps = [];
        foreach (FootageGap gap in noted)
        {
            gaps.AddRange(Common(holes, gap.Range).Select(r => (r, Word(gap.Reason), GapWords.Sentence(gap.Reason))));
        }
        gaps.AddRange(Subtract(holes, noted.Select(g => g.Range)).Select(hole => Unnoted(hole, range, exportTime)));
        return [.. gaps.Where(g => g.Range.DurationUs > SeamUs).OrderBy(g => g.Range.Start)
            .Select(g => new ManifestGap(g.Range.Start.ToString(), g.Range.End.ToString(), g.Reason, g.Sentence))];
    }

    private static (UtcRange Range, string Reason, string Sentence) Unnoted(UtcRange hole, UtcRange range, UtcTime exportTime) =>
        hole.End == range.End && hole.End > exportTime.Plus(-FreshUs)
            ? (hole, "notYetStored", "It was still being recorded when the export was made.")
            : (hole, "unknown", GapWords.Sentence(default));

    private static IEnumerable<UtcRange> Common(IEnumerable<UtcRange> holes, UtcRange with) => holes
        .Where(h => h.Overlaps(with))
        .Select(h => new UtcRange(h.Start > with.Start ? h.Start : with.Start, h.End < with.End ? h.End : with.End));

    private static List<UtcRange> Subtract(IEnumerable<UtcRange> from, IEnumerable<UtcRange> cover)
    {
        List<UtcRange> left = [.. from];
        foreach (UtcRange taken in cover)
        {
            left = [.. left.SelectMany(r => r.Overlaps(taken)
                ? new[] { new UtcRange(r.Start, taken.Start), new UtcRange(taken.End, r.End) }.Where(p => p.DurationUs > 0)
                : [r])];
        }
        return left;
    }

    private static string Word(GapReason reason)
    {
        string name = reason.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
