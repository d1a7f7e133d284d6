using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vm.Guests;

/// <summary>
/// QEMU's test protocol (qtest) for the machine's GPIO controller, a PL061: sets the lines that the guest reads, and hears each change of those that it sets. QEMU connects to it. Thread-safe.
/// </summary>
internal sealed class LineConversation : IAsyncDisposable
{
    private readonly Socket _listening;
    private readonly ConcurrentQueue<LineChange> _changes = new();
    private readonly SemaphoreSlim _asking = new(1);
    private readonly ConcurrentQueue<TaskCompletionSource<string>> _waiting = new();
    private string? _controller;
    private StreamReader? _reader;
    private NetworkStream? _stream;
    private Task _reading = Task.CompletedTask;

    private LineConversation(Socket listening) => _listening = listening;

    /// <summary>What the guest has done to its lines since <see cref="AttachAsync"/>, in order.</summary>
    public IReadOnlyCollection<LineChange> Changes => _changes;

    /// <summary>To be called before QEMU is started with the same path.</summary>
    public static LineConversation Listen(string path)
    {
        var listening = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listening.Bind(new UnixDomainSocketEndPoint(path));
        listening.Listen(1);
        return new LineConversation(listening);
    }

    /// <summary>Returns when QEMU has connected and changes are heard.</summary>
    public async Task AttachAsync(JsonConversation monitor, TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        _stream = new NetworkStream(await _listening.AcceptAsync(late.Token).ConfigureAwait(false), ownsSocket: true);
        _reader = new StreamReader(_stream, Encoding.ASCII);
        _reading = Task.Run(ReadAsync, CancellationToken.None);
        _controller = await FindAsync(monitor, limit).ConfigureAwait(false);
        await AskAsync($"irq_intercept_out {_controller}").ConfigureAwait(false);
    }

    public Task SetAsync(int line, bool high) => AskAsync($"set_irq_in {_controller} unnamed-gpio-in {line} {(high ? 1 : 0)}");

    public async ValueTask DisposeAsync()
    {
        _listening.Dispose();
        _stream?.Dispose();
        await _reading.ConfigureAwait(false);
        _reader?.Dispose();
        _asking.Dispose();
    }

    private static async Task<string> FindAsync(JsonConversation monitor, TimeSpan limit)
    {
        const string Devices = "/machine/unattached";
        JsonElement all = await monitor.AskAsync("qom-list", new JsonObject { ["path"] = Devices }, limit).ConfigureAwait(false);
        JsonElement found = all.EnumerateArray().FirstOrDefault(d => d.GetProperty("type").GetString() == "child<pl061>");
        return found.ValueKind == JsonValueKind.Object ? $"{Devices}/{found.GetProperty("name").GetString()}" : throw new InvalidOperationException("This machine has no PL061.");
    }

    private async Task AskAsync(string command)
    {
        await _asking.WaitAsync().ConfigureAwait(false);
        try
        {
            var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(answer);
            await _stream!.WriteAsync(Encoding.ASCII.GetBytes(command + "\n")).ConfigureAwait(false);
            string said = await answer.Task.WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(false);
            if (!said.StartsWith("OK", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{command}: {said}");
            }
        }
        finally
        {
            _asking.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _reader!.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                if (line.Split(' ') is ["IRQ", var what, var number])
                {
                    _changes.Enqueue(new LineChange(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture), what == "raise", Environment.TickCount64));
                }
                else if (_waiting.TryDequeue(out TaskCompletionSource<string>? answer))
                {
                    answer.TrySetResult(line);
                }
            }
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException)
        {
            // QEMU has ended.
        }
    }
}
