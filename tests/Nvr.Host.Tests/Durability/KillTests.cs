using Nvr.Host.Tests.Kit;
using Torture.Kills;
using Xunit;

namespace Nvr.Host.Tests.Durability;

/// <summary>kill -9 in mid-recording, again and again. Not beside others, which take the processors that its bounds in seconds are about.</summary>
[CollectionDefinition(nameof(KillTests), DisableParallelization = true)]
[Collection(nameof(KillTests))]
public sealed class KillTests
{
    [Fact]
    public async Task Recorder_KilledTwentyTimes_LosesTwoSecondsAtMostAndNoFile()
    {
        using var scratch = new Scratch();

        KillReport report = await new KillTorture(new KillOptions(20) { Cameras = 8 }).RunAsync(scratch.Data);

        using var table = new StringWriter();
        KillTable.Print(report, table);
        Assert.True(report.Broken.Count == 0, table.ToString());
        Assert.Equal(20, report.Kills.Count);
        // A life of a second or so ends before its first fragment; most lives are longer.
        Assert.True(report.Kills.Count(k => k.WorstAgainSeconds is not null) >= 8, table.ToString());
        TestContext.Current.SendDiagnosticMessage(table.ToString());
    }
}
