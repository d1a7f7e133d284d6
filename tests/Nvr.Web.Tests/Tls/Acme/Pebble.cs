using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Xunit;

namespace Nvr.Web.Tests.Tls.Acme;

/// <summary>Let's Encrypt's own small authority (Debian's pebble), which checks names at a port of the test's, and a name server that says of every name that it is this machine.</summary>
internal sealed class Pebble : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-pebble-");
    private readonly Authority authority = new();
    private readonly List<Process> programs = [];
    private readonly int port = FreePort();
    private readonly int management = FreePort();

    private Pebble()
    {
    }

    /// <summary>Who vouches for this authority's own page.</summary>
    public string AuthorityPem => authority.Root.ExportCertificatePem();

    public string Address => $"https://localhost:{port}/dir";

    /// <summary>Of loopback, free a moment ago.</summary>
    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    /// <param name="checkedAt">Where names are checked, instead of at port 443.</param>
    /// <param name="percentRefused">Of nonces that were good.</param>
    public static async Task<Pebble> StartAsync(int checkedAt, int percentRefused = 5)
    {
        var pebble = new Pebble();
        await pebble.RunAsync(checkedAt, percentRefused);
        return pebble;
    }

    /// <summary>By whom it signs; drawn at each start.</summary>
    public async Task<X509Certificate2> RootAsync()
    {
        using HttpClient client = Client();
        return X509Certificate2.CreateFromPem(await client.GetStringAsync($"https://localhost:{management}/roots/0", TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Process program in programs)
        {
            program.Kill();
            await program.WaitForExitAsync();
            program.Dispose();
        }
        authority.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task RunAsync(int checkedAt, int percentRefused)
    {
        int names = FreePort();
        string file = Path.Combine(folder.FullName, "own.pem");
        (string pem, X509Certificate2 leaf) = authority.Make("localhost", isRsa: false, days: 10);
        // It takes the first one for its own.
        await File.WriteAllTextAsync(file, $"{leaf.ExportCertificatePem()}\n{pem}", TestContext.Current.CancellationToken);
        var settings = new JsonObject
        {
            ["pebble"] = new JsonObject
            {
                ["listenAddress"] = $"127.0.0.1:{port}", ["managementListenAddress"] = $"127.0.0.1:{management}", ["certificate"] = file, ["privateKey"] = file, ["httpPort"] = 1, ["tlsPort"] = checkedAt,
            },
        };
        string config = Path.Combine(folder.FullName, "pebble.json");
        await File.WriteAllTextAsync(config, settings.ToJsonString(), TestContext.Current.CancellationToken);
        Start("pebble-challtestsrv", ["-dns01", $"127.0.0.1:{names}", "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-http01", "", "-https01", "", "-tlsalpn01", "", "-management", $"127.0.0.1:{FreePort()}"]);
        Start("pebble", ["-config", config, "-dnsserver", $"127.0.0.1:{names}", "-strict"], ("PEBBLE_VA_NOSLEEP", "1"), ("PEBBLE_WFE_NONCEREJECT", $"{percentRefused}"));
        using HttpClient client = Client();
        for (int tries = 0; !await AnswersAsync(client); tries++)
        {
            Assert.True(tries < 100, "pebble does not answer");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            return await client.GetFromJsonAsync<JsonNode>(Address, TestContext.Current.CancellationToken) is not null;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Start(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }
        Process running = Process.Start(start)!;
        running.OutputDataReceived += (_, _) => { };
        running.ErrorDataReceived += (_, _) => { };
        running.BeginOutputReadLine();
        running.BeginErrorReadLine();
        programs.Add(running);
    }

    private HttpClient Client()
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(authority.Root);
        return new HttpClient(handler);
    }
}
