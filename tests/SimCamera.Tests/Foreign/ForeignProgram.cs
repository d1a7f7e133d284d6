using System.Diagnostics;

namespace SimCamera.Tests.Foreign;

/// <summary>Runs somebody else's program to its end and keeps what it said; kills it when it takes longer than a minute.</summary>
public sealed record ForeignProgram(int ExitCode, string Output, string Errors)
{
    public static async Task<ForeignProgram> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return new ForeignProgram(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
