using System.Text.Json;
using Nvr.Core.Time;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Adoption;

/// <summary>A cable is pulled and plugged in again: what is missing comes from the camera's card.</summary>
public sealed class BackfillTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Cable_PulledForAWhile_LeavesNoGapInTheEnd()
    {
        await using CameraNetwork network = await CameraNetwork.StartAsync();
        await network.PlugAsync("--card", "60");
        CameraReading camera = Assert.Single(await network.WaitForRecordingAsync(1, Patience, seconds: 8));
        await network.SetCableAsync(plugged: false);
        await Task.Delay(Outage, TestContext.Current.CancellationToken);
        await network.SetCableAsync(plugged: true);
        await Wait.UntilAsync(async () => await LongestGapAsync(network, camera) > 8, Patience, () => $"a gap\n{network.Box.Log}");

        await Wait.UntilAsync(
            async () => (await SpansAsync(network, camera)).Any(s => s.GetProperty("backfilled").GetBoolean()) && await LongestGapAsync(network, camera) < 0.5,
            Patience,
            () => $"the gap is filled\n{network.Box.Log}");

        JsonElement[] events = [.. (await network.Api.GetAsync("events")).GetProperty("events").EnumerateArray()];
        Assert.Contains(events, e => e.GetProperty("topic").GetString() == "Recorder/BackFill/Filled");
        Assert.Equal(0, await network.Box.StopAsync());
        CounterLedger counters = FootageOracle.Read(network.Data).Counters(1);
        Assert.True(counters.Missing.Count == 0 && counters.Doubled.Count == 0, counters.ToString());
        ProgramResult check = await NvrdProgram.RunAsync("check", "--data", network.Data);
        Assert.True(check.ExitCode == 0, check.ToString());
    }

    private static async Task<double> LongestGapAsync(CameraNetwork network, CameraReading camera)
    {
        RecordingsReading found = await network.Api.RecentAsync(camera.Id);
        return found.Gaps.Where(g => g.Reason != "recorderStopped").Select(g => g.Range.DurationUs / 1e6).DefaultIfEmpty(0).Max();
    }

    private static async Task<JsonElement[]> SpansAsync(CameraNetwork network, CameraReading camera)
    {
        UtcTime now = UtcTime.From(TimeProvider.System.GetUtcNow());
        JsonElement answer = await network.Api.GetAsync($"cameras/{camera.Id}/recordings?from={now.Plus(-3_600_000_000)}&to={now}&stream=main");
        return [.. answer.GetProperty("spans").EnumerateArray()];
    }
}
