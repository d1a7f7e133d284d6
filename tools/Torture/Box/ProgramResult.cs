namespace Torture.Box;

/// <summary>How a program ended and what it said. Immutable.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}
