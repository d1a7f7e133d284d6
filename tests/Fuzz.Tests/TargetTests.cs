namespace Fuzz.Tests;

/// <summary>Each target keeps its promises for as long as CI can spare.</summary>
public sealed class TargetTests(FuzzRuns runs) : IClassFixture<FuzzRuns>
{
    [Theory]
    [InlineData("sdp")]
    [InlineData("rtsp")]
    [InlineData("headers")]
    [InlineData("rtp")]
    [InlineData("sets")]
    [InlineData("mp4")]
    [InlineData("onvif")]
    [InlineData("metadata")]
    [InlineData("snmp")]
    [InlineData("query")]
    public async Task Target_FuzzedForAWhile_KeepsItsPromises(string target)
    {
        string report = await runs.ReportAsync(target);

        Assert.Matches(@"^[a-z0-9]+: [0-9]+ inputs, [0-9]+ kept, [1-9][0-9]* edges, 0 findings \(seed -?[0-9]+\)$", report);
    }

    [Fact]
    public async Task Fuzzer_RunOverEverything_Succeeds()
    {
        Assert.Equal(0, await runs.ExitCodeAsync());
    }
}
