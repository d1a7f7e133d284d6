using System.Net.Security;
using Torture.Box;

namespace Vm.Guests;

/// <summary>
/// The nvrd of a guest, as a service of its systemd: started with the cameras of a command line, asked through its page's port, stopped or
/// left to end with the guest. Thread-safe.
/// </summary>
public sealed class GuestNvrd
{
    public const string Data = "/var/lib/nvr";

    private const string Program = "/opt/nvr/nvrd";

    /// <summary>An emulated processor has nothing to spare for decoding what all cameras send; a scenario that wants motion looked for says so in a camera's settings.</summary>
    private const string Run = $"run --data {Data} --listen 0.0.0.0:8443 --motion chosen";
    private const string Unit = "nvrd";

    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(120);

    private readonly Guest _guest;

    private GuestNvrd(Guest guest) => _guest = guest;

    /// <summary>Returns once it has said where it listens; needs <see cref="Guest.CopyNvrdAsync"/> before.</summary>
    public static Task<GuestNvrd> StartAsync(Guest guest, params (string Name, string Address)[] cameras) => StartOnAsync(guest, null, cameras);

    /// <summary>The same on a board whose file is in the guest; null for the simulated one.</summary>
    public static async Task<GuestNvrd> StartOnAsync(Guest guest, string? board, params (string Name, string Address)[] cameras)
    {
        await guest.OutputAsync($"systemctl reset-failed {Unit}.service 2> /dev/null; "
            + $"systemd-run -q --unit={Unit} --service-type=exec {Program} {Run}{Words(board, cameras)}").ConfigureAwait(false);
        return await ListeningAsync(guest).ConfigureAwait(false);
    }

    /// <summary>The service as the product installs it, nvrd.service, whose command line gets the board and the cameras and changes in nothing else.</summary>
    public static async Task<GuestNvrd> StartInstalledAsync(Guest guest, string board, params (string Name, string Address)[] cameras)
    {
        await guest.OutputAsync($"""
            mkdir -p /etc/systemd/system/{Unit}.service.d
            cat > /etc/systemd/system/{Unit}.service.d/words.conf << 'END'
            [Service]
            ExecStart=
            ExecStart=/usr/lib/nvrd/nvrd {Run}{Words(board, cameras)}
            END
            systemctl daemon-reload && systemctl start {Unit}.service
            """).ConfigureAwait(false);
        return await ListeningAsync(guest).ConfigureAwait(false);
    }

    /// <summary>What it has printed since its start.</summary>
    public Task<string> LogAsync() => _guest.OutputAsync($"journalctl -q -o cat _SYSTEMD_INVOCATION_ID=$(systemctl show -P InvocationID {Unit})");

    public Task<BoxApi> OpenApiAsync() => BoxApi.OpenAsync(
        new Uri($"https://127.0.0.1:{_guest.WebPort}/"),
        ReadSetupCodeAsync,
        // Its own certificate, made in the guest a moment ago; nobody is in between.
        new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == shown?.Issuer },
        });

    /// <summary>As at a shutdown: it writes what it has, then ends.</summary>
    public Task StopAsync() => _guest.OutputAsync($"systemctl stop {Unit}.service");

    /// <summary>What <c>nvrd check</c> says; not while it runs.</summary>
    public Task<ProgramResult> CheckAsync() => _guest.RunAsync($"{Program} check --data {Data}");

    private static string Words(string? board, IEnumerable<(string Name, string Address)> cameras) =>
        string.Concat(cameras.Select(c => $" --camera '{c.Name}={c.Address}'")) + (board is null ? "" : $" --board '{board}'");

    private static async Task<GuestNvrd> ListeningAsync(Guest guest)
    {
        var nvrd = new GuestNvrd(guest);
        string log = "";
        await Wait.UntilAsync(
            async () => (log = await nvrd.LogAsync().ConfigureAwait(false)).Contains("Open https://", StringComparison.Ordinal),
            s_startLimit,
            () => $"nvrd listens in the guest:\n{log}").ConfigureAwait(false);
        return nvrd;
    }

    // It comes behind the address, and the journal takes line by line.
    private async Task<string?> ReadSetupCodeAsync(CancellationToken cancellation)
    {
        const string Before = "Setup code: ";
        string log = "";
        string? line = null;
        await Wait.UntilAsync(
            async () => (line = (log = await LogAsync().ConfigureAwait(false)).Split('\n').FirstOrDefault(l => l.StartsWith(Before, StringComparison.Ordinal))) is not null,
            s_startLimit,
            () => $"nvrd has printed its setup code:\n{log}").ConfigureAwait(false);
        return line![Before.Length..].Replace(" ", "", StringComparison.Ordinal).Trim();
    }
}
