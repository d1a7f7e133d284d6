using Nvr.Adoption.Backfill;
using Nvr.Storage;

namespace Nvr.Adoption.Tests.Backfill;

/// <summary>The wire to cameras is cut and mended, and what is missing comes from their cards.</summary>
public sealed class BackfillTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(5);

    /// <summary>Each has what is missing, whatever else is wrong with it.</summary>
    private static readonly string[] Fillable =
        ["", "onvif-card-lies=600", "onvif-card-overlaps", "onvif-card-endless", "onvif-card-wrong-clock=2", "onvif-wrong-clock=3"];

    [Fact]
    public async Task Outage_OfTheNetwork_IsFilledWithoutLosingOrDoublingAPicture()
    {
        await using OutageBox box = await OutageBox.StartAsync(Fillable);
        await box.LoseAsync(Outage);
        string[] names = [.. box.Ids.Keys];
        Assert.All(names, n => Assert.Contains(box.Outages(n), g => g.Range.DurationUs > 3_000_000));

        using var stop = new CancellationTokenSource();
        Task filling = box.FillAsync(OutageBox.Hurried, stop.Token);
        await box.UntilAsync(() => names.All(n => box.Outages(n).Count == 0), "no gap left");
        await stop.CancelAsync();
        await filling;

        Assert.All(names, n => Assert.Contains(box.Spans(n), s => s.IsBackfilled && s.Range.DurationUs > 3_000_000));
        Assert.Equal(names.Length, box.Events.Told.Count(t => t.Message.Topic == "Recorder/BackFill/Filled"));
        await box.CloseAsync();
        Assert.All(names, n => AssertComplete(n, box.Counters(n)));
        Assert.Empty(VolumeCheck.Run(box.FootagePath).Problems);
    }

    [Fact]
    public async Task Card_ThatCannotBeUsed_IsLeftAfterSomeTriesAndSaidSo()
    {
        await using OutageBox box = await OutageBox.StartAsync("onvif-card-no-clock");
        await box.LoseAsync(Outage);

        using var stop = new CancellationTokenSource();
        Task filling = box.FillAsync(OutageBox.Hurried, stop.Token);
        await box.UntilAsync(() => !box.Events.Told.IsEmpty, "a word about it");
        await stop.CancelAsync();
        await filling;

        string name = box.Ids.Keys.Single();
        string sentence = Assert.Single(box.Events.Told).Message.Raw;
        Assert.Contains("missing for good", sentence, StringComparison.Ordinal);
        Assert.Contains("without saying when the pictures were taken", sentence, StringComparison.Ordinal);
        Assert.Contains(box.Outages(name), g => g.Range.DurationUs > 3_000_000);
        Assert.DoesNotContain(box.Spans(name), s => s.IsBackfilled);
    }

    [Fact]
    public async Task Filling_ThatIsInterruptedAgainAndAgain_GoesOnWhereItWas()
    {
        await using OutageBox box = await OutageBox.StartAsync("onvif-card-ends-early=7");
        await box.LoseAsync(Outage + Outage);
        string name = box.Ids.Keys.Single();

        using (var first = new CancellationTokenSource())
        {
            Task begun = box.FillAsync(OutageBox.Hurried, first.Token);
            await box.UntilAsync(() => box.Spans(name).Any(s => s.IsBackfilled), "a part");
            await first.CancelAsync();
            await begun;
        }
        using var stop = new CancellationTokenSource();
        Task filling = box.FillAsync(OutageBox.Hurried, stop.Token);
        await box.UntilAsync(() => box.Outages(name).Count == 0, "no gap left");
        await stop.CancelAsync();
        await filling;

        await box.CloseAsync();
        AssertComplete(name, box.Counters(name));
        Assert.Empty(VolumeCheck.Run(box.FootagePath).Problems);
    }

    private static void AssertComplete(string name, List<long> counters)
    {
        string odd = string.Join(", ", counters.Zip(counters.Skip(1)).Where(p => p.Second != p.First + 1).Select(p => $"{p.First}-{p.Second}"));
        Assert.True(counters.Count > 100 && odd.Length == 0, $"{name}: {counters.Count} pictures; {odd}");
    }
}
