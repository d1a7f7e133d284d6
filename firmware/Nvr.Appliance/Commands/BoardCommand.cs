using System.CommandLine;
using Nvr.Board.Files;

namespace Nvr.Appliance.Commands;

/// <summary><c>nvrd board</c>: <c>check</c> names everything that is wrong in a board file, each with its line; <c>sticks</c> is <see cref="SticksCommand"/>.</summary>
internal static class BoardCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The board file, or the name of a board that is built in: simulated." };
        Command check = CommandFrame.Create(
            "check",
            "Reads a board file and names everything that is wrong in it. Ends with 0 only if the file can be used.",
            ["nvrd board check board/boards/rpi4-nvr4.json"],
            [],
            (parsed, _) => Task.FromResult(Print(parsed.GetRequiredValue(file))));
        check.Arguments.Add(file);
        return new CommandWithExamples("board", "What kind of box this is.", ["nvrd board check my-box.json", "nvrd board sticks --board my-box.json"]) { check, SticksCommand.Create() };
    }

    private static int Print(string file)
    {
        IReadOnlyList<BoardProblem> problems = BoardFile.Check(file);
        foreach (BoardProblem problem in problems)
        {
            Console.Out.WriteLine(problem.At(file));
        }
        if (problems.Count > 0)
        {
            return CommandFrame.InvalidInput;
        }
        Console.Out.WriteLine($"{file}: \"{BoardFile.Load(file).Name}\" can be used.");
        return CommandFrame.Success;
    }
}
