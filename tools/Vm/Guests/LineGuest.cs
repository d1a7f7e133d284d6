using Torture.Box;

namespace Vm.Guests;

/// <summary>
/// An arm64 machine (QEMU's <c>virt</c>) whose kernel drives a GPIO controller PL061, and that runs one program from a system in memory. Its lines are seen and set from outside. Disposing pulls the plug.
/// Thread-safe. Failures are <see cref="InvalidOperationException"/> and <see cref="TimeoutException"/> in words.
/// </summary>
public sealed class LineGuest : IAsyncDisposable
{
    private const string Program = "qemu-system-aarch64";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _places;
    private readonly Machine _machine;
    private readonly JsonConversation _monitor;
    private readonly LineConversation _lines;

    private LineGuest(DirectoryInfo places, Machine machine, JsonConversation monitor, LineConversation lines) =>
        (_places, _machine, _monitor, _lines) = (places, machine, monitor, lines);

    /// <summary>What its kernel and its program have said.</summary>
    public string ConsoleText => ReadConsole(_places);

    /// <summary>What its program has done to the lines, in order.</summary>
    public IReadOnlyCollection<LineChange> Changes => _lines.Changes;

    /// <param name="system">The folder that tools/Vm/Arm64/make prints.</param>
    /// <param name="files">What lies in its memory beside the system: paths there, and files here.</param>
    public static async Task<LineGuest> StartAsync(string system, IReadOnlyDictionary<string, string> files)
    {
        DirectoryInfo places = Directory.CreateTempSubdirectory("nvr-vm-arm-");
        LineConversation lines = LineConversation.Listen(Path.Combine(places.FullName, "lines"));
        Machine? machine = null;
        try
        {
            string memory = await PackAsync(places, system, files).ConfigureAwait(false);
            machine = await Machine.StartAsync(Arguments(places, system, memory), Path.Combine(places.FullName, "qmp"), Program).ConfigureAwait(false);
            JsonConversation monitor = await JsonConversation.ConnectAsync(Path.Combine(places.FullName, "qmp")).ConfigureAwait(false);
            await monitor.AskAsync("qmp_capabilities", null, s_limit).ConfigureAwait(false);
            await lines.AttachAsync(monitor, s_limit).ConfigureAwait(false);
            // It waited, so that not even the first change is missed.
            await monitor.AskAsync("cont", null, s_limit).ConfigureAwait(false);
            return new LineGuest(places, machine, monitor, lines);
        }
        catch
        {
            if (machine is not null)
            {
                await machine.DisposeAsync().ConfigureAwait(false);
            }
            await lines.DisposeAsync().ConfigureAwait(false);
            places.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Sets a line that the program reads.</summary>
    public Task SetAsync(int line, bool high) => _lines.SetAsync(line, high);

    public Task WaitForConsoleAsync(string text, TimeSpan limit, int times = 1) =>
        Wait.UntilAsync(() => ConsoleText.Split(text).Length > times, limit, () => $"the console says \"{text}\"; it says\n{ConsoleText}");

    public async ValueTask DisposeAsync()
    {
        await _machine.DisposeAsync().ConfigureAwait(false);
        await _monitor.DisposeAsync().ConfigureAwait(false);
        await _lines.DisposeAsync().ConfigureAwait(false);
        _places.Delete(recursive: true);
    }

    private static string ReadConsole(DirectoryInfo places)
    {
        string log = Path.Combine(places.FullName, "console.log");
        if (!File.Exists(log))
        {
            return "";
        }
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    // The kernel takes several archives one behind the other.
    private static async Task<string> PackAsync(DirectoryInfo places, string system, IReadOnlyDictionary<string, string> files)
    {
        string tree = Path.Combine(places.FullName, "tree");
        foreach ((string there, string here) in files)
        {
            string copy = Path.Combine(tree, there.TrimStart('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(here, copy);
        }
        string memory = Path.Combine(places.FullName, "initrd");
        await ForeignProgram.OutputAsync(
            "/bin/sh", "-c", $"cd '{tree}' && chmod -R a+rx . && cp '{Path.Combine(system, "base.cpio")}' '{memory}' && find . | cpio -o -H newc -R 0:0 --quiet >> '{memory}'").ConfigureAwait(false);
        return memory;
    }

    private static string[] Arguments(DirectoryInfo places, string system, string memory) =>
    [
        "-nodefaults", "-no-user-config", "-display", "none", "-M", "virt", "-cpu", "cortex-a72", "-accel", "tcg", "-smp", "2", "-m", "768", "-S",
        "-kernel", Path.Combine(system, "vmlinuz"), "-initrd", memory, "-append", "console=ttyAMA0 quiet panic=1",
        "-chardev", $"file,id=console,path={Path.Combine(places.FullName, "console.log")}", "-serial", "chardev:console",
        "-qtest", $"unix:{Path.Combine(places.FullName, "lines")}", "-qtest-log", "none",
        "-qmp", $"unix:{Path.Combine(places.FullName, "qmp")},server=on,wait=off",
    ];
}
