namespace Nvr.Sandbox.Processes;

/// <summary>What is started as a sandboxed process: a program that serves on descriptor 3. Immutable.</summary>
public sealed record WorkerProgram(string Path, IReadOnlyList<string> Arguments)
{
    /// <summary>The descriptor on which the process finds its socket.</summary>
    public const int SocketDescriptor = 3;

    /// <summary>The descriptor on which it finds the file that it was lent, where there is one.</summary>
    public const int LentDescriptor = 4;

    /// <summary>Is in its environment where it was lent a file.</summary>
    internal const string LentVariable = "NVR_LENT";

    /// <summary>A file that it may read, opened for it, as it can open none; null for none. One that is not there is not lent.</summary>
    public string? Lent { get; init; }

    /// <summary>This very program with its internal command.</summary>
    public static WorkerProgram Self() =>
        new(Environment.ProcessPath ?? throw new InvalidOperationException("The program does not know its own path."), ["analyze"]);
}
