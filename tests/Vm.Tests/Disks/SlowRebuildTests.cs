using System.Globalization;
using System.Text.Json;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Vm.Tests.Disks;

/// <summary>Alone: what footage waits for is measured, and another guest takes the same disk and processors for itself.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class KeptBoxAlone : ICollectionFixture<KeptBox>;

/// <summary>A rebuild onto a disk that can hardly follow, and that recording comes before it.</summary>
[Collection<KeptBoxAlone>]
public sealed class SlowRebuildTests(KeptBox kept)
{
    private const string Name = "footage";
    private const double MostSyncSeconds = 5;
    private const long SmallBytes = 96L << 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Rebuild_OntoADiskThatIsSlow_IsSlowedDown_SoThatRecordingIsNot()
    {
        DiskBox box = await kept.BoxAsync();
        GuestDrive[] three = [.. Enumerable.Range(1, 3).Select(n => box.Blank($"bay{n}", SmallBytes))];
        await box.BeginAsync(three);
        await box.MakeAsync(Name, "raid5", "ext4", three);
        await box.Api.WaitForFootageAsync(box.CameraNames, 3, s_patience);
        await box.Guest.PullAsync(three[1]);
        await box.WaitForConditionAsync(Name, "degraded", s_patience);

        // All that the disk can do the rebuild would take, and footage would have to wait for its share.
        await box.Guest.PlugAsync(box.Blank("bay2", SmallBytes) with { WritesPerSecond = 2_500_000 });
        await box.WaitForConditionAsync(Name, "rebuilding", s_patience);
        var seen = new List<(string Limit, double Sync)>();
        JsonElement volume = default;
        string slowed = "";
        await Wait.UntilAsync(
            async () =>
            {
                volume = await box.VolumeAsync(Name);
                string sentence = volume.GetProperty("sentence").GetString()!;
                slowed = sentence.Contains("slowed down for recording", StringComparison.Ordinal) ? sentence : slowed;
                seen.Add(((await box.Guest.OutputAsync("cat /sys/block/md*/md/sync_speed_max")).Trim(), await SlowestSyncAsync(box)));
                return volume.GetProperty("condition").GetString() == "clean";
            },
            TimeSpan.FromMinutes(6),
            () => $"the slow disk is filled: {volume} {string.Join(", ", seen)}");

        Say($"Slowest sync of footage at each pace: {string.Join(", ", seen.GroupBy(s => s.Limit).Select(g => $"{g.Key} {g.Max(s => s.Sync):0.0} s"))}. {slowed}");
        // Without that it took 12 s: so much would a power cut cost. A reading holds for ten seconds.
        Assert.InRange(seen.Max(s => s.Sync), 0, MostSyncSeconds);
        Assert.Contains(seen, s => s.Limit.EndsWith("(local)", StringComparison.Ordinal));
        Assert.Contains("slowed down for recording", slowed, StringComparison.Ordinal);
        await Wait.UntilAsync(
            async () => (await box.Guest.OutputAsync("cat /sys/block/md*/md/sync_speed_max")).Trim().EndsWith("(system)", StringComparison.Ordinal), s_patience, () => "the array may go at its own pace again");
        Say($"{await VolumeFiles.HaveNoGapAsync(box)} pictures, none missing");
    }

    private static async Task<double> SlowestSyncAsync(DiskBox box)
    {
        const string Metric = "nvr_volume_slowest_sync_seconds{";
        string metrics = await box.Api.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return metrics.Split('\n').Where(l => l.StartsWith(Metric, StringComparison.Ordinal)).Select(l => double.Parse(l.Split(' ')[1], CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
    }

    private static void Say(string line) => TestContext.Current.SendDiagnosticMessage(line);
}
