using System.Diagnostics;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;

namespace Nvr.Sandbox.Tests;

/// <summary>Waits for what a process says.</summary>
internal static class Told
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<string> FailureAsync(WorkerProcess process)
    {
        using var reader = new MessageReader(process.Socket);
        var watch = Stopwatch.StartNew();
        while (!reader.Ended && watch.Elapsed < Patience)
        {
            reader.Fill();
            if (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload) && kind == MessageKind.Failure)
            {
                return FailureMessage.Read(payload)!.Sentence;
            }
            await Task.Delay(20);
        }
        throw new InvalidOperationException($"The process said nothing: {process.ReadEnd()}");
    }
}
