using System.Diagnostics;
using System.Text;

namespace Torture.Box;

/// <summary>What a running program has printed so far, on both of its outputs, in the order of arrival. Thread-safe.</summary>
public sealed class ProgramLog
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything, for the message of a failure.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return _text.ToString();
        }
    }

    internal void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The rest of the first line that begins with the words; null when the cancellation came first.</summary>
    internal async Task<string?> FindAsync(string beginning, CancellationToken cancellation)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (FindNow(beginning) is { } rest)
                {
                    return rest;
                }
                more = _more.Task;
            }
            await more.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellation.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    internal string? FindNow(string beginning) =>
        ToString().Split('\n').FirstOrDefault(l => l.StartsWith(beginning, StringComparison.Ordinal))?[beginning.Length..].Trim();

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (_gate)
        {
            _text.Append(line).Append('\n');
            _more.TrySetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
