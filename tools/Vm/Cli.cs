using System.CommandLine;
using System.Diagnostics;
using Vm.Guests;

namespace Vm;

/// <summary>The command line of <c>vm</c>: a guest for a person to look around in.</summary>
internal static class Cli
{
    private const string Help = """
        Boots a Debian guest that has nvrd in /opt/nvr. The environment names the guest's root file system (NVR_VM_ROOT) and the folder of
        the published nvrd (NVR_VM_NVRD); tools/vm sets both.

        Example:
          vm shell
        """;

    public static Task<int> RunAsync(string[] args)
    {
        var shell = new Command("shell", "A root shell on the guest's console; Ctrl-] ends it and the guest.");
        shell.SetAction((_, _) => ShellAsync());
        var root = new RootCommand(Help) { shell };
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<int> ShellAsync()
    {
        Console.Error.WriteLine("Booting the guest (about half a minute)…");
        Guest guest = await Guest.StartAsync(new GuestOptions()).ConfigureAwait(false);
        await using (guest.ConfigureAwait(false))
        {
            await guest.CopyNvrdAsync().ConfigureAwait(false);
            Console.Error.WriteLine($"nvrd is /opt/nvr/nvrd; {guest.ShareDirectory} is /mnt/share there; its port 8443 is 127.0.0.1:{guest.WebPort} here. Press Enter.");
            using Process console = Process.Start("socat", ["STDIO,raw,echo=0,escape=0x1d", $"UNIX-CONNECT:{guest.ConsoleSocket}"]);
            await console.WaitForExitAsync().ConfigureAwait(false);
            return console.ExitCode;
        }
    }
}
