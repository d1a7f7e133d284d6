using System.Diagnostics;
using Xunit;

namespace Nvr.Board.Linux.Tests.Disks;

/// <summary>A D-Bus daemon of the test's own. Disposing ends it.</summary>
internal sealed class PrivateBus : IDisposable
{
    private readonly Process daemon;

    private PrivateBus(Process daemon, string address)
    {
        this.daemon = daemon;
        Address = address;
    }

    public string Address { get; }

    public static async Task<PrivateBus> StartAsync()
    {
        Process started = Process.Start(new ProcessStartInfo("dbus-daemon", ["--session", "--nofork", "--print-address"]) 
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        started.BeginErrorReadLine();
        string? address = await started.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return new PrivateBus(started, address ?? throw new InvalidOperationException("dbus-daemon did not start."));
    }

    public void Dispose()
    {
        daemon.Kill();
        daemon.WaitForExit();
        daemon.Dispose();
    }
}
