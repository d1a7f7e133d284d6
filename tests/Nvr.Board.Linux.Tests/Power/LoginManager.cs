using System.Diagnostics;
using Xunit;

namespace Nvr.Board.Linux.Tests.Power;

/// <summary>systemd's login manager as far as it is asked, on a bus of the test's own: it notes, and the machine stays on. Disposing ends it.</summary>
internal sealed class LoginManager : IDisposable
{
    private readonly Process service;
    private readonly string notes;

    private LoginManager(Process service, string notes) => (this.service, this.notes) = (service, notes);

    /// <summary>What was asked, as "Reboot interactive=False".</summary>
    public string[] Asked => File.Exists(notes) ? File.ReadAllLines(notes) : [];

    public static async Task<LoginManager> StartAsync(string bus)
    {
        string notes = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Process service = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "login1.py"), bus, notes]))!;
        using Process wait = Process.Start(new ProcessStartInfo("gdbus", ["wait", "--address", bus, "--timeout", "30", "org.freedesktop.login1"]))!;
        await wait.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, wait.ExitCode);
        return new LoginManager(service, notes);
    }

    public void Dispose()
    {
        service.Kill();
        service.WaitForExit();
        service.Dispose();
        File.Delete(notes);
    }
}
