namespace Nvr.Sandbox.Processes;

/// <summary>What is started as a sandboxed process: a program that serves on descriptor 3. Immutable.</summary>
public sealed record WorkerProgram(string Path, IReadOnlyList<string> Arguments)
{
    /// <summary>The descriptor on which the process finds its socket.</summary>
    public const int SocketDescriptor = 3;

    /// <summary>This very program with its internal command.</summary>
    public static WorkerProgram Self() =>
        new(Environment.ProcessPath ?? throw new InvalidOperationException("The program does not know its own path."), ["analyze"]);
}
