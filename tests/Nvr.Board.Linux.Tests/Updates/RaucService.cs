using System.Diagnostics;
using System.Globalization;
using Nvr.Board.Linux.Tests.Disks;
using Xunit;

namespace Nvr.Board.Linux.Tests.Updates;

/// <summary>
/// Debian's own RAUC as a service on a bus of the test's own, for a box with two slots that are files, a boot loader that is a script and remembers in files, and bundles signed by keys made here. Bundles are of the plain format:
/// the verity one needs the kernel's device mapper. Disposing ends it.
/// </summary>
internal sealed class RaucService : IDisposable
{
    public const string Compatible = "nvr-test-box";

    private const string BootLoader = """
        #!/bin/sh
        cd "$(dirname "$0")" || exit 1
        echo "$*" >> boot.log
        case $1 in
          get-primary) cat primary ;;
          # As for U-Boot, where it gets its attempts back with that.
          set-primary) echo "$2" > primary; echo good > "state.$2" ;;
          get-state) cat "state.$2" ;;
          set-state) echo "$3" > "state.$2" ;;
        esac

        """;

    private readonly string folder;
    private readonly PrivateBus bus;
    private Process service;

    private RaucService(string folder, Process service, PrivateBus bus) => (this.folder, this.service, this.bus) = (folder, service, bus);

    public string Bus => bus.Address;

    /// <summary>What the boot loader was told, without what it was asked.</summary>
    public string[] Told => File.Exists(Path.Combine(folder, "boot.log")) ? [.. File.ReadLines(Path.Combine(folder, "boot.log")).Where(l => l.StartsWith("set-", StringComparison.Ordinal))] : [];

    /// <summary>The slot that does not run.</summary>
    public string OtherSlot => Path.Combine(folder, "slot1.img");

    public static async Task<RaucService> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("nvr-rauc-").FullName;
        PrivateBus bus = await PrivateBus.StartAsync();
        foreach (string who in new[] { "maker", "stranger" })
        {
            await RunAsync(folder, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", $"{who}.key", "-out", $"{who}.pem", "-subj", $"/O=Test/CN={who}", "-days", "2");
        }
        foreach (string slot in new[] { "slot0.img", "slot1.img" })
        {
            await using FileStream made = File.Create(Path.Combine(folder, slot));
            made.SetLength(4 << 20);
        }
        await File.WriteAllTextAsync(Path.Combine(folder, "boot"), BootLoader);
        await File.WriteAllTextAsync(Path.Combine(folder, "primary"), "system0\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "state.system0"), "good\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "state.system1"), "bad\n");
        await RunAsync(folder, "chmod", "500", "boot");
        Directory.CreateDirectory(Path.Combine(folder, "mnt"));
        await File.WriteAllTextAsync(Path.Combine(folder, "system.conf"), Configuration(folder));
        var started = new RaucService(folder, Launch(folder, bus, "system0"), bus);
        await started.WaitAsync();
        return started;
    }

    /// <summary>As after a restart of the machine.</summary>
    /// <param name="booted">The boot loader's name of the system that runs now.</param>
    public async Task RebootAsync(string booted)
    {
        Kill();
        service.Dispose();
        service = Launch(folder, bus, booted);
        await WaitAsync();
    }

    /// <summary>Makes a bundle of one image of random bytes; returns both paths.</summary>
    public async Task<(string Bundle, string Image)> MakeAsync(string name, string version = "2.5.0", string compatible = Compatible, string signedBy = "maker", int imageBytes = 1_000_000)
    {
        string content = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        string image = Path.Combine(content, "rootfs.img");
        byte[] bytes = new byte[imageBytes];
        Random.Shared.NextBytes(bytes);
        await File.WriteAllBytesAsync(image, bytes);
        await File.WriteAllTextAsync(
            Path.Combine(content, "manifest.raucm"),
            string.Create(CultureInfo.InvariantCulture, $"[update]\ncompatible={compatible}\nversion={version}\n[bundle]\nformat=plain\n[image.rootfs]\nfilename=rootfs.img\n"));
        string bundle = Path.Combine(folder, name + ".raucb");
        await RunAsync(folder, "rauc", "--cert", $"{signedBy}.pem", "--key", $"{signedBy}.key", "bundle", content, bundle);
        return (bundle, image);
    }

    /// <summary>Ends the service in the middle of whatever it does.</summary>
    public void Kill()
    {
        service.Kill();
        service.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        service.Dispose();
        bus.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Process Launch(string folder, PrivateBus bus, string booted)
    {
        var start = new ProcessStartInfo("rauc", ["--conf", Path.Combine(folder, "system.conf"), $"--override-boot-slot={booted}", "service"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DBUS_SYSTEM_BUS_ADDRESS"] = bus.Address;
        Process service = Process.Start(start)!;
        service.BeginErrorReadLine();
        service.BeginOutputReadLine();
        return service;
    }

    private Task WaitAsync() => RunAsync(folder, "gdbus", "wait", "--address", bus.Address, "--timeout", "30", "de.pengutronix.rauc");

    private static string Configuration(string folder) =>
        $"""
        [system]
        compatible={Compatible}
        bootloader=custom
        mountprefix={folder}/mnt
        statusfile={folder}/status
        [keyring]
        path={folder}/maker.pem
        [handlers]
        bootloader-custom-backend={folder}/boot
        [slot.rootfs.0]
        device={folder}/slot0.img
        type=raw
        bootname=system0
        [slot.rootfs.1]
        device={folder}/slot1.img
        type=raw
        bootname=system1

        """;

    private static async Task RunAsync(string folder, string program, params string[] arguments)
    {
        using Process run = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string errors = await run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {run.ExitCode}\n{await output}{errors}");
    }
}
