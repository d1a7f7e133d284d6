using System.Text.Json;
using System.Text.Json.Nodes;
using Torture.Box;

namespace Vm.Guests;

/// <summary>A guest while it has power: the machine and the two ways to talk to it. Disposing pulls the plug.</summary>
internal sealed class PoweredGuest : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly Machine _machine;
    private bool _ended;

    private PoweredGuest(Machine machine, JsonConversation monitor, GuestAgent agent)
    {
        _machine = machine;
        Monitor = monitor;
        Agent = agent;
    }

    public JsonConversation Monitor { get; }

    public GuestAgent Agent { get; }

    /// <summary>Returns when the machine runs; the guest has yet to boot, or to be loaded as it was at a moment.</summary>
    public static async Task<PoweredGuest> StartAsync(GuestOptions options, GuestPlaces places, KeptMoment? moment = null)
    {
        places.ClearSockets();
        Machine machine = await Machine.StartAsync(Machine.Arguments(options, places, moment), places.Monitor).ConfigureAwait(false);
        try
        {
            JsonConversation monitor = await JsonConversation.ConnectAsync(places.Monitor).ConfigureAwait(false);
            await monitor.AskAsync("qmp_capabilities", null, s_limit).ConfigureAwait(false);
            return new PoweredGuest(machine, monitor, new GuestAgent(await JsonConversation.ConnectAsync(places.Agent).ConfigureAwait(false)));
        }
        catch
        {
            await machine.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What the machine said at its end, and the last that happened to it.</summary>
    public string LastWords => $"{_machine.LastWords}\n{string.Join('\n', Monitor.Events.Select(e => e.ToString()).TakeLast(5))}";

    /// <summary>Writes its memory into a file and stands still from then on.</summary>
    public async Task SaveAsync(string file)
    {
        await Monitor.AskAsync("migrate", new JsonObject { ["uri"] = $"exec:cat > '{file}'" }, s_limit).ConfigureAwait(false);
        string? state = null;
        await Wait.UntilAsync(
            async () => (state = StateOf(await Monitor.AskAsync("query-migrate", null, s_limit).ConfigureAwait(false))) is "completed" or "failed",
            s_limit,
            () => $"the guest's memory is kept: {state}").ConfigureAwait(false);
        if (state == "failed")
        {
            throw new InvalidOperationException("The guest's memory cannot be kept; QEMU keeps none while a shared folder is mounted.");
        }
    }

    /// <summary>A second time nothing happens.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended)
        {
            return;
        }
        _ended = true;
        await _machine.DisposeAsync().ConfigureAwait(false);
        await Agent.DisposeAsync().ConfigureAwait(false);
        await Monitor.DisposeAsync().ConfigureAwait(false);
    }

    private static string? StateOf(JsonElement migration) => migration.TryGetProperty("status", out JsonElement status) ? status.GetString() : null;
}
