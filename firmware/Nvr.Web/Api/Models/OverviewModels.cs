using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Storage.Overviews;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary>How many events of a kind and class began in each cell.</summary>
internal sealed record HappeningModel([property: OneOf(typeof(CameraEventKind))] string Kind, [property: OneOf(typeof(ObjectClass))] string Object, IReadOnlyList<int> Counts);

/// <summary>Of each cell the percentage that was recorded, and in which something moved, rounded up: 0 means none at all.</summary>
internal sealed record OverviewModel(
    string Camera, IReadOnlyList<int> Footage, IReadOnlyList<int> Motion, IReadOnlyList<HappeningModel> Happenings, IReadOnlyList<GapModel> Gaps)
{
    public static OverviewModel Of(CameraOverview o) => new(
        o.Camera.ToString(), Percent(o.Footage), Percent(o.Motion),
        [.. o.Happenings.Select(h => new HappeningModel(EventWords.Of(h.Kind), EventWords.Of(h.Object), h.Counts))],
        [.. o.Gaps.Select(GapModel.Of)]);

    private static int[] Percent(IEnumerable<float> parts) => [.. parts.Select(p => (int)Math.Ceiling(p * 100))];
}

/// <summary><paramref name="Complete"/> is false while what an earlier version recorded is still being summed up.</summary>
internal sealed record OverviewList(string From, string To, int CellSeconds, bool Complete, IReadOnlyList<OverviewModel> Cameras)
{
    public static OverviewList Of(UtcRange range, int cellSeconds, IReadOnlyList<CameraOverview> all) =>
        new(range.Start.ToString(), range.End.ToString(), cellSeconds, all.All(o => o.IsComplete), [.. all.Select(OverviewModel.Of)]);
}
