using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Torture.Box;

namespace Vm.Guests;

/// <summary>
/// Runs programs inside the guest through QEMU's guest agent, over a virtio port: no network is needed, so a scenario may break it.
/// Thread-safe; commands may run side by side.
/// </summary>
internal sealed class GuestAgent(JsonConversation conversation) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_askAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until the guest is so far that its agent answers.</summary>
    public async Task WaitAsync(TimeSpan limit)
    {
        bool answers = false;
        await Wait.UntilAsync(async () => answers = await AnswersAsync().ConfigureAwait(false), limit, () => "the guest's agent answers").ConfigureAwait(false);
    }

    /// <summary>Runs a line of shell. The guest is slow: nothing is shorter than a tenth of a second.</summary>
    public async Task<ProgramResult> RunAsync(string command, TimeSpan limit)
    {
        var call = new JsonObject
        {
            ["path"] = "/bin/bash",
            ["arg"] = new JsonArray("-c", command),
            ["capture-output"] = true,
        };
        JsonElement started = await conversation.AskAsync("guest-exec", call, s_patience).ConfigureAwait(false);
        var which = new JsonObject { ["pid"] = started.GetProperty("pid").GetInt64() };
        using var late = new CancellationTokenSource(limit);
        while (true)
        {
            JsonElement status = await conversation.AskAsync("guest-exec-status", which, s_patience).ConfigureAwait(false);
            if (status.GetProperty("exited").GetBoolean())
            {
                return new ProgramResult(ExitCode(status), Text(status, "out-data"), Text(status, "err-data"));
            }
            await Task.Delay(s_look, late.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (late.IsCancellationRequested)
            {
                throw new TimeoutException($"In the guest, this did not end within {limit.TotalSeconds:0} s: {command}");
            }
        }
    }

    public ValueTask DisposeAsync() => conversation.DisposeAsync();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await conversation.AskAsync("guest-ping", null, s_askAgain).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>As a shell has it: 128 and the signal, where one ended the program.</summary>
    private static int ExitCode(JsonElement status) =>
        status.TryGetProperty("exitcode", out JsonElement code) ? code.GetInt32() : 128 + status.GetProperty("signal").GetInt32();

    private static string Text(JsonElement status, string name) =>
        status.TryGetProperty(name, out JsonElement data) ? Encoding.UTF8.GetString(Convert.FromBase64String(data.GetString()!)) : "";
}
