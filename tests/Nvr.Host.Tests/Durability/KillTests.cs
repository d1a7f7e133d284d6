using Nvr.Host.Tests.Kit;
using Torture.Kills;
using Xunit;

namespace Nvr.Host.Tests.Durability;

/// <summary>kill -9 in mid-recording, again and again.</summary>
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
        Assert.True(report.Files >= 8 * 15, table.ToString());
        TestContext.Current.SendDiagnosticMessage(table.ToString());
    }
}
