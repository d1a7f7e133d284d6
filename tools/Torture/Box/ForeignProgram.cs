using System.Diagnostics;
using System.Text;

namespace Torture.Box;

/// <summary>Runs programs that end by themselves. Thread-safe; one that has not ended after four minutes is killed.</summary>
public static class ForeignProgram
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);

    public static Task<ProgramResult> RunAsync(string program, params string[] arguments) =>
        RunAsync(new ProcessStartInfo(program, arguments));

    /// <summary>As root: directly, or through sudo where the caller is somebody else.</summary>
    public static Task<ProgramResult> RunAsRootAsync(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess ? RunAsync(program, arguments) : RunAsync("sudo", ["-n", program, .. arguments]);

    /// <summary>What a run says that must succeed; throws <see cref="InvalidOperationException"/> with everything it said when it does not.</summary>
    public static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        ProgramResult result = await RunAsync(program, arguments).ConfigureAwait(false);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {result}");
    }

    internal static async Task<ProgramResult> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        start.StandardErrorEncoding = Encoding.UTF8;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(s_limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return new ProgramResult(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
