using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Bench.Processes;

/// <summary>
/// A program that the bench started: its output is kept, and disposing asks it to end, then makes it. Thread-safe.
/// </summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int KeptLines = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private ChildProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>The last lines that the program wrote.</summary>
    public IReadOnlyList<string> Output => [.. lines];

    public static ChildProcess Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Runs a program to its end and returns what it wrote; throws when it fails.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        await using ChildProcess child = Start(program, arguments);
        await child.process.WaitForExitAsync(cancellation);
        return child.process.ExitCode == 0 ? child.Output : throw child.Failure($"failed ({child.process.ExitCode})");
    }

    /// <summary>The first line written that fits; throws when the program ends, or takes too long.</summary>
    public async Task<string> LineAsync(Func<string, bool> fits, TimeSpan limit, CancellationToken cancellation)
    {
        long deadline = Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency);
        while (lines.FirstOrDefault(fits) is not { } line)
        {
            if (HasExited || Stopwatch.GetTimestamp() > deadline)
            {
                throw Failure(HasExited ? "ended" : "is silent");
            }
            await Task.Delay(20, cancellation);
            continue;
        }
        return lines.First(fits);
    }

    /// <summary>Lets the program finish by itself after asking it to; used where its last words matter.</summary>
    public async Task StopAsync(int signal = SigTerm)
    {
        if (!process.HasExited)
        {
            _ = Kill(process.Id, signal);
        }
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
    }

    private InvalidOperationException Failure(string what) =>
        new($"{process.StartInfo.FileName} {what}:\n{string.Join('\n', lines.TakeLast(20))}");

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
            while (lines.Count > KeptLines)
            {
                lines.TryDequeue(out _);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
