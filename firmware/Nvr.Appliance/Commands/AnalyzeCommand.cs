using System.CommandLine;
using System.Globalization;
using Nvr.Core;
using Nvr.Media.Worker;
using Nvr.Sandbox.Confinement;
using Nvr.Sandbox.Processes;

namespace Nvr.Appliance.Commands;

/// <summary>
/// <c>nvrd analyze</c>: the sandboxed process, started by nvrd itself and by nobody else. Its first life raises the walls that bind what
/// it executes; then it executes itself, with what it raised as its argument.
/// </summary>
internal static class AnalyzeCommand
{
    public static Command Create()
    {
        var walls = new Argument<string?>("walls") { Arity = ArgumentArity.ZeroOrOne };
        Command command = CommandFrame.Create(
            "analyze",
            "Internal: the process in which FFmpeg runs; serves on descriptor 3.",
            ["nvrd analyze"],
            [],
            (parsed, _) => Task.FromResult(Run(parsed.GetValue(walls))));
        command.Arguments.Add(walls);
        command.Hidden = true;
        return command;
    }

    private static int Run(string? raised)
    {
        if (raised is null)
        {
            int error = EarlyWalls.Enter(WorkerProgram.Self());
            throw new NvrException(ErrorKind.Refused, $"The capture process could not execute itself (error {error}).");
        }
        return int.TryParse(raised, CultureInfo.InvariantCulture, out int walls)
            ? WorkerMain.Run((Walls)walls)
            : throw new NvrException(ErrorKind.InvalidInput, "nvrd analyze is started by nvrd itself.");
    }
}
