using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ManagedSwitches;

/// <summary>
/// A managed switch: net-snmp's daemon on a loopback port of its own, whose tables a script tells. Communities are <c>public</c> (reads) and <c>private</c>; users are
/// <c>open</c> (no password), <c>signed</c> (SHA-1), <c>sealed</c> (SHA-1, AES) and <c>modern</c> (SHA-256, AES), with the passwords below. Owned by one test.
/// </summary>
internal sealed class SwitchAgent : IAsyncDisposable
{
    public const string Password = "password-1";
    public const string EncryptionPassword = "password-2";

    public const string Cisco = "1.3.6.1.4.1.9.1.1208";
    public const string Hp = "1.3.6.1.4.1.11.2.3.7.11.181";

    private static readonly string[] Told = ["1.3.6.1.2.1.2.2", "1.3.6.1.2.1.31", "1.3.6.1.2.1.17", "1.3.6.1.2.1.105", "1.0.8802", "1.3.6.1.4.1.9", "1.3.6.1.4.1.11"];

    private readonly string folder = Directory.CreateTempSubdirectory("switch-").FullName;
    private readonly string maker;
    private readonly string[] through;
    private Process? daemon;

    private SwitchAgent(string maker, string[] through)
    {
        this.maker = maker;
        this.through = through;
        using var free = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        free.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        EndPoint = (IPEndPoint)free.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>What was set, a line each: the name and the value.</summary>
    public IReadOnlyList<string> Log => File.Exists(Table + ".log") ? File.ReadAllLines(Table + ".log") : [];

    private string Table => Path.Combine(folder, "table");

    /// <param name="table">What it tells.</param>
    /// <param name="maker">What it says it is.</param>
    /// <param name="hook">A program that is told of each port's power: its number, and on or off.</param>
    /// <param name="through">What the daemon is started through, such as a network namespace.</param>
    public static async Task<SwitchAgent> StartAsync(SwitchTable table, string maker = "1.3.6.1.4.1.8072.3.2.10", string? hook = null, string[]? through = null)
    {
        var agent = new SwitchAgent(maker, through ?? []);
        try
        {
            await agent.BeginAsync(table, hook);
            return agent;
        }
        catch
        {
            await agent.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another table from now on; in the place of the one before, on which the daemon's program may just have its lock.</summary>
    public void Tell(SwitchTable table)
    {
        string next = $"{Table}.next";
        File.WriteAllText(next, table.ToString());
        File.Move(next, Table, overwrite: true);
    }

    /// <summary>It starts anew, as after a power cut: its count of starts goes on, its seconds begin again.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartDaemonAsync();
    }

    public async Task StopAsync()
    {
        if (daemon is { HasExited: false })
        {
            daemon.Kill(entireProcessTree: true);
            await daemon.WaitForExitAsync();
        }
        daemon?.Dispose();
        daemon = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task BeginAsync(SwitchTable table, string? hook)
    {
        Tell(table);
        string script = Path.Combine(AppContext.BaseDirectory, "switch.py");
        await File.WriteAllTextAsync(Path.Combine(folder, "snmpd.conf"), string.Create(CultureInfo.InvariantCulture, $"""
            agentaddress udp:{EndPoint}
            rocommunity public
            rwcommunity private
            createUser open
            createUser signed SHA-1 "{Password}"
            createUser sealed SHA-1 "{Password}" AES "{EncryptionPassword}"
            createUser modern SHA-256 "{Password}" AES "{EncryptionPassword}"
            createUser blind SHA-1 "{Password}"
            rouser open noauth
            rwuser signed auth
            rwuser sealed priv
            rwuser modern priv
            sysobjectid .{maker}
            {string.Join('\n', Told.Select(t => $"pass_persist .{t} /usr/bin/python3 {script} {Table} {hook}"))}

            """));
        await StartDaemonAsync();
    }

    private async Task StartDaemonAsync()
    {
        string log = Path.Combine(folder, "daemon.log");
        File.Delete(log);
        string[] command =
        [
            .. through, "snmpd", "-f", "-Lf", log, "-C", "-c", Path.Combine(folder, "snmpd.conf"), "-I", "-ifTable,-ifXTable,-smux,-agentx",
        ];
        var start = new ProcessStartInfo(command[0], command[1..]);
        start.Environment["SNMP_PERSISTENT_DIR"] = Path.Combine(folder, "state");
        start.Environment["MIBS"] = "";
        start.Environment["PATH"] += ":/usr/sbin";
        daemon = Process.Start(start)!;
        for (int tried = 0; !File.Exists(log) || !(await File.ReadAllTextAsync(log)).Contains("NET-SNMP version", StringComparison.Ordinal); tried++)
        {
            if (daemon.HasExited || tried > 200)
            {
                throw new InvalidOperationException($"snmpd did not start:\n{(File.Exists(log) ? await File.ReadAllTextAsync(log) : "")}");
            }
            await Task.Delay(50);
        }
    }
}
