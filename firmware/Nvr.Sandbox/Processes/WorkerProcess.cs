using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using Nvr.Core;

namespace Nvr.Sandbox.Processes;

/// <summary>
/// A sandboxed process as nvrd holds it: a child with one socket, an environment of its own making and nothing else of nvrd's. Started
/// and disposed on any thread; the socket is its user's. Disposing kills it at once: it holds nothing that wants saving.
/// </summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReapInterval = TimeSpan.FromMilliseconds(20);

    // A process in the middle of a driver's call may outlive SIGKILL for a while; nobody waits longer for it than this.
    private const int ReapTries = 250;

    private static readonly string[] Environment =
    [
        "PATH=/usr/bin:/bin",
        "LANG=C.UTF-8",
        // 96 MB of managed memory: what is big here is FFmpeg's.
        "DOTNET_GCHeapHardLimit=6000000",
        "DOTNET_EnableDiagnostics=0",
        "DOTNET_EnableWriteXorExecute=0",
        "DOTNET_TieredCompilation=1",
    ];

    private readonly int pid;
    private TimeSpan processorTime;
    private bool isReaped;
    private int status;

    private WorkerProcess(int pid, Socket socket)
    {
        this.pid = pid;
        Socket = socket;
    }

    public int Pid => pid;

    /// <summary>What it has used of the processor since it began; what it had used at last once it is gone.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                processorTime = process.TotalProcessorTime;
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // It has ended meanwhile.
            }
            return processorTime;
        }
    }

    /// <summary>Non-blocking, and never announced to the runtime's readiness engine as long as only synchronous calls are made.</summary>
    public Socket Socket { get; }

    /// <summary>Throws <see cref="NvrException"/> of kind Exhausted when the system has no room for another process.</summary>
    public static unsafe WorkerProcess Start(WorkerProgram program)
    {
        int* pair = stackalloc int[2];
        if (Libc.SocketPair(Libc.Unix, Libc.StreamCloseOnExec, 0, pair) != 0)
        {
            throw new NvrException(ErrorKind.Exhausted, "The recorder has no socket left for the capture process.");
        }
        var socket = new Socket(new SafeSocketHandle(pair[0], ownsHandle: true)) { Blocking = false };
        using var theirs = new SafeSocketHandle(pair[1], ownsHandle: true);
        try
        {
            return new WorkerProcess(Spawn(program, pair[1]), socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>How the process ended, for a log; null while it runs.</summary>
    public unsafe string? ReadEnd()
    {
        int seen = 0;
        if (!isReaped && Libc.Wait(pid, &seen, Libc.NoHang) == pid)
        {
            (isReaped, status) = (true, seen);
        }
        return !isReaped ? null
            : (status & 0x7F) == 0 ? $"it ended with {(status >> 8) & 0xFF}"
            : $"it was ended by signal {status & 0x7F}";
    }

    public async ValueTask DisposeAsync()
    {
        Socket.Dispose();
        if (ReadEnd() is not null)
        {
            return;
        }
        Signal();
        for (int i = 0; i < ReapTries && ReadEnd() is null; i++)
        {
            await Task.Delay(ReapInterval).ConfigureAwait(false);
        }
    }

    private void Signal() => _ = Libc.Kill(pid, Libc.Kill9);

    private static unsafe int Spawn(WorkerProgram program, int socket)
    {
        // Opaque structures of glibc: 80 and 336 bytes on both architectures.
        byte* actions = stackalloc byte[256];
        byte* attributes = stackalloc byte[512];
        using var arguments = new TextBlock([program.Path, .. program.Arguments]);
        string? lent = File.Exists(program.Lent) ? program.Lent : null;
        using var environment = new TextBlock(lent is null ? Environment : [.. Environment, $"{WorkerProgram.LentVariable}={WorkerProgram.LentDescriptor}"]);
        _ = Libc.ActionsInit(actions);
        _ = Libc.AttributesInit(attributes);
        _ = Libc.AttributesFlags(attributes, Libc.OwnSession);
        for (int standard = 0; standard <= 2; standard++)
        {
            _ = Libc.ActionsOpen(actions, standard, "/dev/null", Libc.ReadWrite, 0);
        }
        _ = Libc.ActionsDuplicate(actions, socket, WorkerProgram.SocketDescriptor);
        if (lent is not null)
        {
            _ = Libc.ActionsOpen(actions, WorkerProgram.LentDescriptor, lent, Libc.ReadPlain, 0);
        }
        _ = Libc.ActionsCloseFrom(actions, (lent is null ? WorkerProgram.SocketDescriptor : WorkerProgram.LentDescriptor) + 1);
        int pid;
        int error = Libc.Spawn(&pid, program.Path, actions, attributes, arguments.Pointer, environment.Pointer);
        _ = Libc.ActionsDestroy(actions);
        _ = Libc.AttributesDestroy(attributes);
        return error == 0
            ? pid
            : throw new NvrException(ErrorKind.Exhausted, $"The capture process could not be started (error {error}).");
    }
}
