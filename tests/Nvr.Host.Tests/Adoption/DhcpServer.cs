using System.Diagnostics;
using Nvr.Host.Tests.Kit;
using Torture.Box;

namespace Nvr.Host.Tests.Adoption;

/// <summary>The box's DHCP server: a dnsmasq on one interface, which gives out addresses from 10.77.0.10 on, one after the other.</summary>
internal sealed class DhcpServer : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);

    /// <summary>Addresses and times only: no names are served, and no way out is told. It does not ping before it gives, which takes it three seconds.</summary>
    private const string Config = """
        interface=BRIDGE
        bind-interfaces
        except-interface=lo
        port=0
        dhcp-range=10.77.0.10,10.77.0.90,1h
        dhcp-sequential-ip
        dhcp-authoritative
        dhcp-option=option:router
        no-ping
        dhcp-leasefile=FOLDER/dnsmasq.leases
        dhcp-hostsdir=FOLDER/reserved
        log-facility=FOLDER/dnsmasq.log
        user=root
        """;

    private readonly string folder;
    private readonly Process program;

    private DhcpServer(string folder, Process program)
    {
        this.folder = folder;
        this.program = program;
    }

    public string LeaseFile => Path.Combine(folder, "dnsmasq.leases");

    /// <summary>Returns when it serves.</summary>
    public static async Task<DhcpServer> StartAsync(NetworkNamespace box, string bridge, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "reserved"));
        string config = Path.Combine(folder, "dnsmasq.conf");
        await File.WriteAllTextAsync(config, Config.Replace("BRIDGE", bridge, StringComparison.Ordinal).Replace("FOLDER", folder, StringComparison.Ordinal));
        string[] line = [.. box.Through, "dnsmasq", "--keep-in-foreground", $"--conf-file={config}", "--pid-file="];
        var server = new DhcpServer(folder, Process.Start(new ProcessStartInfo(line[0], line[1..]))!);
        try
        {
            await Wait.UntilAsync(() => server.Log.Contains("DHCP, IP range", StringComparison.Ordinal), s_startLimit, () => $"dnsmasq serves; it says: {server.Log}");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public string Log => File.Exists(Path.Combine(folder, "dnsmasq.log")) ? File.ReadAllText(Path.Combine(folder, "dnsmasq.log")) : "";

    /// <summary>The next lease of that device is of this address.</summary>
    public Task ReserveAsync(string mac, string address) =>
        File.WriteAllTextAsync(Path.Combine(folder, "reserved", mac.Replace(':', '-')), $"{mac},{address}\n");

    public async ValueTask DisposeAsync()
    {
        program.Kill(entireProcessTree: true);
        await program.WaitForExitAsync();
        program.Dispose();
    }
}
