namespace Vm.Guests;

/// <summary>A guest while it has power: the machine and the two ways to talk to it. Disposing pulls the plug.</summary>
internal sealed class PoweredGuest : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly Machine _machine;

    private PoweredGuest(Machine machine, JsonConversation monitor, GuestAgent agent)
    {
        _machine = machine;
        Monitor = monitor;
        Agent = agent;
    }

    public JsonConversation Monitor { get; }

    public GuestAgent Agent { get; }

    /// <summary>Returns when the machine runs; the guest has yet to boot.</summary>
    public static async Task<PoweredGuest> StartAsync(GuestOptions options, GuestPlaces places)
    {
        places.ClearSockets();
        Machine machine = await Machine.StartAsync(Machine.Arguments(options, places), places.Monitor).ConfigureAwait(false);
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

    public async ValueTask DisposeAsync()
    {
        await _machine.DisposeAsync().ConfigureAwait(false);
        await Agent.DisposeAsync().ConfigureAwait(false);
        await Monitor.DisposeAsync().ConfigureAwait(false);
    }
}
