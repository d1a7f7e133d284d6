using System.CommandLine;
using Nvr.Core;

namespace Nvr.Appliance.Commands;

/// <summary>What all commands have in common: options of the same name, and failures as one sentence and an exit code.</summary>
internal static class CommandFrame
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int InvalidInput = 2;

    public static Option<string> DataOption() => new("--data")
    {
        Description = "The data directory: settings and, unless volumes say otherwise, the footage.",
        HelpName = "DIR",
        Required = true,
    };

    /// <summary>A command whose failures become a sentence on standard error; anything else that escapes is a bug and shows itself.</summary>
    public static Command Create(
        string name,
        string description,
        IReadOnlyList<string> examples,
        IReadOnlyList<Option> options,
        Func<ParseResult, CancellationToken, Task<int>> action)
    {
        var command = new CommandWithExamples(name, description, examples);
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }
        command.SetAction((parsed, cancellation) => GuardAsync(() => action(parsed, cancellation)));
        return command;
    }

    private static async Task<int> GuardAsync(Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (NvrException failure)
        {
            await Console.Error.WriteLineAsync($"nvrd: {failure.Message}{(failure.NextStep is { } next ? " " + next : "")}");
            return failure.Kind == ErrorKind.InvalidInput ? InvalidInput : Failure;
        }
    }
}
