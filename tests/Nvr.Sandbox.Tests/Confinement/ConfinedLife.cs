using System.Globalization;
using System.Net.Sockets;
using Nvr.Core;
using Nvr.Sandbox.Confinement;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;

namespace Nvr.Sandbox.Tests.Confinement;

/// <summary>
/// What a process does that has been taken over: everything it should not. It tries before the last walls and after, and reports each
/// deed with the error number that it got, 0 for success: "open 0 1" was allowed before and is not permitted after.
/// </summary>
internal static class ConfinedLife
{
    public static int Run(string[] args)
    {
        int port = int.Parse(args[1], CultureInfo.InvariantCulture);
        if (args.Length == 2)
        {
            return EarlyWalls.Enter(new WorkerProgram(Environment.ProcessPath!, args));
        }
        using var socket = new Socket(new SafeSocketHandle(WorkerProgram.SocketDescriptor, ownsHandle: true));
        var writer = new MessageWriter(socket);
        int[] before = Try(port);
        // This program is compiled as it runs, and what it has not run yet it could not load behind the walls. nvrd is compiled ahead.
        _ = Report(Walls.None, before, before);
        writer.Send(MessageKind.Stats, default(StatsMessage).Write());

        Walls walls = LateWalls.Raise((Walls)int.Parse(args[2], CultureInfo.InvariantCulture));
        writer.Send(MessageKind.Failure, Report(walls, before, Try(port)));
        return 0;
    }

    private static int[] Try(int port) => [.. Deeds.All.Select(d => d.Try(port))];

    private static byte[] Report(Walls walls, int[] before, int[] after)
    {
        string report = $"walls={(int)walls}";
        for (int i = 0; i < before.Length; i++)
        {
            report += $";{Deeds.All[i].Name} {before[i]} {after[i]}";
        }
        return new FailureMessage(ErrorKind.Refused, report).Write();
    }
}
