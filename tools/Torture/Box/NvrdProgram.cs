using System.Diagnostics;

namespace Torture.Box;

/// <summary>The published program under test. Its path stands in the environment variable <c>NVRD</c>. Thread-safe.</summary>
public static class NvrdProgram
{
    private const string Variable = "NVRD";

    /// <summary>Throws <see cref="InvalidOperationException"/> with the next step when the variable is not set or names no file.</summary>
    public static string Path
    {
        get
        {
            string? path = Environment.GetEnvironmentVariable(Variable);
            return File.Exists(path)
                ? path
                : throw new InvalidOperationException($"{Variable} must name the nvrd to test: run tools/test, or set it to what tools/build prints.");
        }
    }

    /// <summary>Runs a command that ends by itself, such as <c>check</c>.</summary>
    public static Task<ProgramResult> RunAsync(params string[] arguments) => ForeignProgram.RunAsync(new ProcessStartInfo(Path, arguments));
}
