using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Web.Disks;

namespace Nvr.Appliance.Disks;

/// <summary>
/// What takes long, one thing at a time, while the looks at the disks only look. Thread-safe. What fails is told in its sentence; what the program stops in the middle of is there, half done, for the
/// next start to show.
/// </summary>
internal sealed partial class DiskWork(DiskSteward steward, ILogger<DiskWork> logger) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;
    private volatile WorkView? view;

    public WorkView? View => view;

    /// <summary>Begins; Conflict while something else is being done.</summary>
    public void Begin(string sentence, Func<CancellationToken, Task> work)
    {
        lock (gate)
        {
            if (!running.IsCompleted)
            {
                throw new NvrException(ErrorKind.Conflict, $"Something else is being done with the disks: {view!.Sentence}") { NextStep = "Wait until that is done." };
            }
            view = new WorkView(sentence, "running", null);
            running = Task.Run(() => RunAsync(sentence, work));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    private async Task RunAsync(string sentence, Func<CancellationToken, Task> work)
    {
        try
        {
            await steward.Hands.WaitAsync(stop.Token);
            try
            {
                await work(stop.Token);
            }
            finally
            {
                steward.Hands.Release();
            }
            await steward.LookAsync(stop.Token);
            view = new WorkView(sentence, "done", null);
            LogDone(sentence);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            view = new WorkView(sentence, "failed", "The recorder was stopped.");
        }
        catch (NvrException failure)
        {
            view = new WorkView(sentence, "failed", failure.Message);
            LogFailed(sentence, failure.Message);
        }
        catch (Exception bug)
        {
            view = new WorkView(sentence, "failed", "Something went wrong; the log says more.");
            LogBug(bug, sentence);
        }
    }

    [LoggerMessage(LogLevel.Information, "Done with the disks: {Sentence}")]
    private partial void LogDone(string sentence);

    [LoggerMessage(LogLevel.Warning, "With the disks this failed: {Sentence} {Failure}")]
    private partial void LogFailed(string sentence, string failure);

    [LoggerMessage(LogLevel.Error, "With the disks this broke off: {Sentence}")]
    private partial void LogBug(Exception bug, string sentence);
}
