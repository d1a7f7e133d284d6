using System.Diagnostics;
using System.Globalization;

namespace Torture.Box;

/// <summary>
/// One running nvrd. Made by <see cref="StartAsync"/>, which returns once the program has said where it listens, or by <see cref="Launch"/>, which does not wait for that; ended by
/// <see cref="StopAsync"/>, <see cref="KillAsync"/> or disposal (SIGKILL). Thread-safe after the start.
/// </summary>
public sealed class NvrdProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_endLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private NvrdProcess(Process process, ProgramLog log)
    {
        _process = process;
        Log = log;
    }

    public ProgramLog Log { get; }

    public int Id => _process.Id;

    /// <summary>Where the page and the API are.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Null when the recorder has an administrator already.</summary>
    public string? SetupCode { get; private set; }

    public bool HasExited => _process.HasExited;

    /// <summary>Throws <see cref="InvalidOperationException"/> with what it printed when the program ends or does not listen in time.</summary>
    public static async Task<NvrdProcess> StartAsync(NvrdStart start)
    {
        NvrdProcess box = Launch(start);
        using var limit = new CancellationTokenSource(s_startLimit);
        Task ended = box._process.WaitForExitAsync(limit.Token);
        Task<string?> address = box.Log.FindAsync("Open ", limit.Token);
        await Task.WhenAny(address, ended).ConfigureAwait(false);
        if (!address.IsCompletedSuccessfully || await address.ConfigureAwait(false) is not { } found)
        {
            string how = box.HasExited ? $"it ended with {box._process.ExitCode}" : $"it runs, and has not said where it listens within {s_startLimit.TotalSeconds} s";
            await box.DisposeAsync().ConfigureAwait(false);
            throw new InvalidOperationException($"nvrd did not start; {how}:\n{box.Log}");
        }
        box.Address = new Uri(found);
        return box;
    }

    /// <summary>Asks it to stop (SIGTERM) and returns its exit code.</summary>
    public Task<int> StopAsync()
    {
        Send("TERM");
        return ExitAsync();
    }

    /// <summary>SIGKILL: no chance to say or write anything.</summary>
    public Task<int> KillAsync()
    {
        Send("KILL");
        return ExitAsync();
    }

    /// <summary>The exit code, as soon as there is one.</summary>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(s_endLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"nvrd did not end:\n{Log}");
        }
        return _process.ExitCode;
    }

    /// <summary>Open descriptors, as the kernel counts them.</summary>
    public int CountDescriptors() => Directory.GetFileSystemEntries($"/proc/{Id}/fd").Length;

    /// <summary>The setup code, once it is printed; null when the recorder has an administrator.</summary>
    public async Task<string?> ReadSetupCodeAsync(CancellationToken cancellation) =>
        SetupCode ??= (await Log.FindAsync("Setup code: ", cancellation).ConfigureAwait(false))?.Replace(" ", "", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync().ConfigureAwait(false);
        }
        _process.Dispose();
    }

    /// <summary>One that may end before it has said where it listens; <see cref="Address"/> is not known.</summary>
    public static NvrdProcess Launch(NvrdStart start)
    {
        string[] line = [.. start.Through, start.Program ?? NvrdProgram.Path, .. start.Arguments];
        var info = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in start.Environment)
        {
            info.Environment[name] = value;
        }
        var log = new ProgramLog();
        Process process = Process.Start(info)!;
        log.Follow(process);
        return new NvrdProcess(process, log);
    }

    private void Send(string signal)
    {
        // Process.Kill knows SIGKILL alone; the shell's own kill takes both, and the process is ours and not yet reaped.
        using Process kill = Process.Start("kill", ["-" + signal, Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
