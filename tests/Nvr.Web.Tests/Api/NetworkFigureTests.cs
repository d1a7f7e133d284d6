using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nvr.Core;
using Nvr.Web.Tests.Fakes;
using Xunit;

namespace Nvr.Web.Tests.Api;

public sealed class NetworkFigureTests
{
    [Fact]
    public async Task Way_FromACamera_IsToldInTheApiAndInTheMetrics()
    {
        await using TestBox box = await TestBox.StartAsync();
        using HttpClient admin = await box.SetUpAsync();
        box.Cameras.Add("Door");
        box.Cameras.Status = _ => [FakeCameras.Recording(StreamKind.Main) with { LostPackets = 3, ReceivedPackets = 997, JitterUs = 12_340 }];

        JsonNode stream = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/cameras"))!["cameras"]![0]!["streams"]![0]!;
        Assert.Equal((3, 997, 12.3), (stream["lostPackets"]!.GetValue<int>(), stream["receivedPackets"]!.GetValue<int>(), stream["jitterMilliseconds"]!.GetValue<double>()));
        string[] metrics = (await admin.GetStringAsync("/metrics")).Split('\n');
        Assert.EndsWith(" 997", Assert.Single(metrics, l => l.StartsWith("nvr_stream_received_packets_total{", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith(" 0.01234", Assert.Single(metrics, l => l.StartsWith("nvr_stream_jitter_seconds{", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
