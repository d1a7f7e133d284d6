using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ManagedSwitches;

/// <summary>
/// A managed switch as snmpsim plays it, an agent that shares no code with net-snmp's: the community is <c>public</c>, the user <c>modern</c> as of <see cref="SwitchAgent"/>.
/// Its tables do not change. Owned by one test.
/// </summary>
internal sealed class SnmpsimAgent : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("snmpsim-").FullName;
    private readonly Process daemon;

    private SnmpsimAgent(IPEndPoint at, SwitchTable table)
    {
        EndPoint = at;
        // By the community, and by the address of who asks as a user.
        string records = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        File.WriteAllText(Path.Combine(records, "public.snmprec"), table.ToRecords());
        Directory.CreateDirectory(Path.Combine(records, "1.3.6.1.6.1.1.0"));
        File.WriteAllText(Path.Combine(records, "1.3.6.1.6.1.1.0", "127.0.0.1.snmprec"), table.ToRecords());
        string cache = Directory.CreateDirectory(Path.Combine(folder, "cache")).FullName;
        // It does not run as root.
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(cache, (UnixFileMode)0b111_111_111);
        daemon = Process.Start(new ProcessStartInfo("snmpsimd",
        [
            $"--data-dir={records}", $"--cache-dir={cache}", $"--agent-udpv4-endpoint={at}", "--process-user=nobody", "--process-group=nogroup", "--logging-method=stderr",
            "--v3-user=modern", $"--v3-auth-key={SwitchAgent.Password}", "--v3-auth-proto=SHA256", $"--v3-priv-key={SwitchAgent.EncryptionPassword}", "--v3-priv-proto=AES",
        ]) { RedirectStandardError = true })!;
    }

    public IPEndPoint EndPoint { get; }

    public static async Task<SnmpsimAgent> StartAsync(SwitchTable table)
    {
        using var free = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        free.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var at = (IPEndPoint)free.LocalEndPoint!;
        free.Close();
        var agent = new SnmpsimAgent(at, table);
        var said = new List<string>();
        while (await agent.daemon.StandardError.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.Contains("Listening at", StringComparison.Ordinal))
            {
                // It says a word about each question, and must not wait for a reader.
                _ = agent.daemon.StandardError.ReadToEndAsync();
                return agent;
            }
        }
        await agent.DisposeAsync();
        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"snmpsimd did not start:\n{string.Join('\n', said)}"));
    }

    public async ValueTask DisposeAsync()
    {
        if (!daemon.HasExited)
        {
            daemon.Kill(entireProcessTree: true);
            await daemon.WaitForExitAsync();
        }
        daemon.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
