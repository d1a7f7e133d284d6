using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Storage.Overviews;

namespace Nvr.Web.Tests.Fakes;

/// <summary>The same overview of every camera; remembers what it was asked.</summary>
public sealed class FakeOverviews : IOverviewReader
{
    public IReadOnlyList<CameraId> Asked { get; private set; } = [];

    public long AskedCellUs { get; private set; }

    public IReadOnlyList<CameraOverview> ListOverviews(IReadOnlyList<CameraId> cameras, UtcRange range, long cellUs)
    {
        (Asked, AskedCellUs) = (cameras, cellUs);
        FootageGap gap = new(new UtcRange(range.Start, range.Start.Plus(60_000_000)), GapReason.CameraUnreachable, "It hung up.");
        return [.. cameras.Select(c => new CameraOverview(c, [1, 0.001f, 0], [0.25f, 0, 0], [new Happening(CameraEventKind.Object, ObjectClass.Person, [0, 2, 0])], [gap], true))];
    }
}
