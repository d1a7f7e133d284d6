using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Nvr.Sandbox.Confinement;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;

namespace Nvr.Sandbox.Tests.Confinement;

public sealed class ConfinementTests
{
    private const int Eperm = 1;

    [Fact]
    public async Task ConfinedProcess_CanDoNothing_ThatItCouldBefore()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var program = new WorkerProgram(Environment.ProcessPath!, ["confined", port.ToString(CultureInfo.InvariantCulture)]);
        await using WorkerProcess process = WorkerProcess.Start(program);

        string[] report = (await Told.FailureAsync(process)).Split(';');
        var walls = (Walls)int.Parse(report[0]["walls=".Length..], CultureInfo.InvariantCulture);
        Dictionary<string, (int Before, int After)> deeds = report[1..].Select(l => l.Split(' ')).ToDictionary(
            l => l[0], l => (int.Parse(l[1], CultureInfo.InvariantCulture), int.Parse(l[2], CultureInfo.InvariantCulture)));

        Assert.True(walls.HasFlag(Walls.SystemCalls | Walls.Limits), walls.ToString());
        Assert.Equal(Environment.IsPrivilegedProcess, walls.HasFlag(Walls.OwnUser) && walls.HasFlag(Walls.OwnNetwork));
        Assert.Equal(Deeds.All.Count, deeds.Count);
        // The test can fail: what the loading of libraries needs was still possible before the last wall.
        Assert.Equal(0, deeds["read"].Before);
        Assert.Equal(0, deeds["fork"].Before);
        // The early walls alone keep it from files that are none of its business, and from the network.
        Assert.True(!walls.HasFlag(Walls.Landlock) || (deeds["password"].Before != 0 && deeds["write"].Before != 0));
        Assert.True(!walls.HasFlag(Walls.OwnNetwork) || deeds["connect"].Before != 0);
        Assert.All(deeds, d => Assert.Equal((d.Key, Eperm), (d.Key, d.Value.After)));
    }
}
