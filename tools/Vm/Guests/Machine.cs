using System.Diagnostics;
using System.Globalization;
using Torture.Box;

namespace Vm.Guests;

/// <summary>
/// One running QEMU with its files in a folder of its own. It ends with <see cref="DisposeAsync"/>, and also when this program ends without
/// that: a shell beside it waits on a pipe from here and kills it by its id when the pipe closes.
/// </summary>
internal sealed class Machine : IAsyncDisposable
{
    private const string Keeper = """
        exec 3<&0
        "$@" < /dev/null &
        machine=$!
        { cat <&3 > /dev/null; kill -KILL $machine 2> /dev/null; } &
        wait $machine
        ended=$?
        kill $! 2> /dev/null
        exit $ended
        """;

    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_endLimit = TimeSpan.FromSeconds(60);

    private readonly Process _keeper;
    private readonly Task<string> _complaints;

    private Machine(Process keeper)
    {
        _keeper = keeper;
        _complaints = keeper.StandardError.ReadToEndAsync();
    }

    /// <summary>What QEMU complained of, once it has ended.</summary>
    public string LastWords => _complaints.IsCompletedSuccessfully ? _complaints.Result : "";

    /// <summary>Starts QEMU and waits until the socket, which it makes, is there.</summary>
    public static async Task<Machine> StartAsync(IEnumerable<string> arguments, string socket, string program = "qemu-system-x86_64")
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Keeper, "machine", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        var machine = new Machine(Process.Start(start)!);
        try
        {
            await Wait.UntilAsync(() => File.Exists(socket) || machine._keeper.HasExited, s_startLimit, () => "QEMU has started").ConfigureAwait(false);
            return machine._keeper.HasExited ? throw new InvalidOperationException($"QEMU did not start: {await machine._complaints.ConfigureAwait(false)}") : machine;
        }
        catch
        {
            await machine.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>At once, as when the plug is pulled.</summary>
    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        using var limit = new CancellationTokenSource(s_endLimit);
        await _keeper.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        _keeper.Dispose();
    }

    /// <summary>The machine itself and what a scenario adds; no drives where it begins at a moment, which knows of none.</summary>
    public static IEnumerable<string> Arguments(GuestOptions options, GuestPlaces places, KeptMoment? moment) =>
    [
        "-nodefaults", "-no-user-config", "-display", "none", "-M", "pc", "-accel", "tcg,thread=multi", "-cpu", "max",
        "-smp", options.Processors.ToString(CultureInfo.InvariantCulture), "-m", options.MemoryMb.ToString(CultureInfo.InvariantCulture),
        "-kernel", Path.Combine(options.RootDirectory, "vmlinuz"), "-initrd", Path.Combine(options.RootDirectory, "initrd"),
        "-append", "root=/dev/vda rw console=ttyS0 net.ifnames=0 quiet",
        "-blockdev", $"driver=qcow2,node-name=system,file.driver=file,file.filename={places.System}",
        "-device", "virtio-blk-pci,drive=system,serial=SYSTEM",
        "-netdev", $"user,id=net,hostfwd=tcp:127.0.0.1:{places.WebPort}-:8443", "-device", "virtio-net-pci,netdev=net,romfile=",
        "-device", "virtio-rng-pci", "-device", "qemu-xhci,id=usb",
        "-virtfs", $"local,path={places.Share},mount_tag=share,security_model=none",
        "-device", "virtio-serial-pci",
        "-chardev", $"socket,id=agent,path={places.Agent},server=on,wait=off",
        "-device", "virtserialport,chardev=agent,name=org.qemu.guest_agent.0",
        "-chardev", $"socket,id=console,path={places.Console},server=on,wait=off,logfile={places.ConsoleLog}",
        "-serial", "chardev:console",
        "-qmp", $"unix:{places.Monitor},server=on,wait=off",
        .. (moment is null ? options.Drives : []).SelectMany(d => new[]
        {
            "-blockdev", $"driver=raw,node-name={d.Name},read-only={(d.IsReadOnly ? "on" : "off")},file.driver=file,file.filename={d.File}",
            "-device", $"{d.Device},id={d.Name},drive={d.Name},serial={d.Serial}",
        }),
        .. options.More,
        .. moment is null ? Array.Empty<string>() : ["-incoming", $"exec:cat '{moment.Memory}'"],
    ];
}
