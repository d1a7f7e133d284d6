using System.Globalization;
using Nvr.Board.Sticks;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Web.Exports;
using Nvr.Web.Sticks;

namespace Nvr.Appliance.Sticks;

/// <summary>From a wish to what is to be written where, or to a sentence why not. Thread-safe; reads the index.</summary>
internal sealed class WishReader(ICameraDirectory cameras, IFootageReader footage, BoxClock clock)
{
    /// <summary>Fails as <see cref="IStickRoom.Begin"/>.</summary>
    public WantedExport Read(StickWish wish, string wantedBy, SticksReading sticks, StickPolicy policy)
    {
        StickFacts stick = wish.Stick is { } id ? Named(id, sticks) : TheOnly(sticks);
        IReadOnlyDictionary<CameraId, IReadOnlyList<UtcRange>> ranges = wish.Range is null && policy.What == ButtonBook.Marked
            ? Marked(wish.Cameras)
            : Same(wish.Cameras, wish.Range ?? LastHours(policy.Hours));
        return new WantedExport(stick, ranges, wantedBy);
    }

    private static StickFacts Named(string id, SticksReading sticks)
    {
        StickFacts stick = sticks.Find(id) ?? throw StickFailures.Gone();
        stick.Verdict.RequireUsable();
        return stick;
    }

    private static StickFacts TheOnly(SticksReading sticks)
    {
        StickFacts[] usable = [.. sticks.Sticks.Where(s => s.Verdict.IsUsable)];
        if (usable.Length == 0 && sticks.Sticks is [var first, ..])
        {
            first.Verdict.RequireUsable();
        }
        return usable switch
        {
            [var only] => only,
            [] => throw new NvrException(ErrorKind.NotFound, "There is no USB key in the box.") { NextStep = "Insert one and try again." },
            _ => throw new NvrException(ErrorKind.Conflict, string.Create(CultureInfo.InvariantCulture, $"There are {usable.Length} USB keys in the box, and it is not clear which one is meant."))
            {
                NextStep = "Leave one in, or choose one on the page.",
            },
        };
    }

    private UtcRange LastHours(int hours)
    {
        UtcTime now = clock.WallNow;
        return new UtcRange(now.Plus(-hours * 3_600_000_000L), now);
    }

    private Dictionary<CameraId, IReadOnlyList<UtcRange>> Same(IReadOnlyList<CameraId>? wanted, UtcRange range)
    {
        CameraId[] named = [.. wanted ?? [.. cameras.List().Select(c => c.Id)]];
        if (named.Length == 0)
        {
            throw new NvrException(ErrorKind.InvalidInput, "No camera is chosen.") { NextStep = "Choose at least one." };
        }
        Dictionary<CameraId, IReadOnlyList<UtcRange>> found = [];
        foreach (CameraId camera in named)
        {
            if (footage.ListSpans(camera, StreamKind.Main, range).Count > 0)
            {
                found.Add(camera, [range]);
            }
        }
        return found.Count > 0 ? found : throw new NvrException(ErrorKind.NotFound, "There are no recordings in that time.") { NextStep = "Choose another time." };
    }

    private Dictionary<CameraId, IReadOnlyList<UtcRange>> Marked(IReadOnlyList<CameraId>? wanted)
    {
        Dictionary<CameraId, IReadOnlyList<UtcRange>> found = footage.ListHolds()
            .Where(h => h.CreatedBy is not (ExportHolds.Owner or IExportRoom.HoldOwner) && (wanted is null || wanted.Contains(h.Camera)))
            .GroupBy(h => h.Camera)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<UtcRange>)Joined(g.Select(h => h.Range)));
        return found.Count > 0
            ? found
            : throw new NvrException(ErrorKind.NotFound, "No recordings are protected from deletion, and the button writes only those.") { NextStep = "Protect what matters on the page, or let the button write the last hours." };
    }

    // What two marks share is written once.
    private static List<UtcRange> Joined(IEnumerable<UtcRange> ranges)
    {
        List<UtcRange> joined = [];
        foreach (UtcRange range in ranges.OrderBy(r => r.Start))
        {
            if (joined.Count > 0 && range.Start <= joined[^1].End)
            {
                joined[^1] = joined[^1] with { End = range.End > joined[^1].End ? range.End : joined[^1].End };
            }
            else
            {
                joined.Add(range);
            }
        }
        return joined;
    }
}
