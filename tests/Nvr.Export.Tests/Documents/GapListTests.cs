using Nvr.Core.Time;
using Nvr.Export.Documents;
using Nvr.Export.Tests.Support;

namespace Nvr.Export.Tests.Documents;

public sealed class GapListTests
{
    [Fact]
    public async Task Stretch_BeforeAndAfterAllFootage_IsMissingWithAReason()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(10);
        UtcRange asked = new(range.Start.Plus(-60_000_000), range.End.Plus(600_000_000));

        IReadOnlyList<ManifestGap> gaps = GapList.Of(counter.Box.Store, counter.Box.Camera, asked, asked.End.Plus(3_600_000_000));

        Assert.Equal([asked.Start.ToString(), range.End.ToString()], gaps.Select(g => g.From));
        Assert.Equal([range.Start.ToString(), asked.End.ToString()], gaps.Select(g => g.To));
        Assert.All(gaps, g => Assert.NotEmpty(g.Sentence));
    }

    [Fact]
    public async Task LastSeconds_OfAnExportUntilNow_AreNotStoredYet()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(10);
        UtcRange asked = range with { End = range.End.Plus(5_000_000) };

        ManifestGap gap = Assert.Single(GapList.Of(counter.Box.Store, counter.Box.Camera, asked, asked.End));

        Assert.Equal("notYetStored", gap.Reason);
    }

    [Fact]
    public async Task Stretch_FullOfFootage_HasNoGap()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(30);

        Assert.Empty(GapList.Of(counter.Box.Store, counter.Box.Camera, range, range.End));
    }
}
