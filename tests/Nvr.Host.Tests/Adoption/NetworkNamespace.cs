using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nvr.Host.Tests.Adoption;

/// <summary>A network of its own, without any way to the machine's networks. Needs root. Thread-safe; deleted at the end, with all that is in it.</summary>
internal sealed partial class NetworkNamespace : IAsyncDisposable
{
    private const int CloneNewNet = 0x40000000;

    private static int s_number;

    private NetworkNamespace(string name) => Name = name;

    public string Name { get; }

    /// <summary>What starts a program in it, in its own place.</summary>
    public string[] Through => ["ip", "netns", "exec", Name];

    public static async Task<NetworkNamespace> CreateAsync()
    {
        var space = new NetworkNamespace($"nvr{Environment.ProcessId}-{Interlocked.Increment(ref s_number)}");
        await IpAsync("netns", "add", space.Name);
        await space.InsideAsync("link", "set", "lo", "up");
        return space;
    }

    /// <summary>Runs <c>ip</c> inside.</summary>
    public Task InsideAsync(params string[] arguments) => IpAsync(["-n", Name, .. arguments]);

    /// <summary>Runs <c>ip</c> outside; throws with what it said when it fails.</summary>
    public static async Task IpAsync(params string[] arguments)
    {
        using Process ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string said = await ip.StandardError.ReadToEndAsync();
        await ip.WaitForExitAsync();
        if (ip.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {said}");
        }
    }

    /// <summary>A socket that lives inside, whoever uses it: it belongs to the network in which the thread was that made it.</summary>
    public async Task<Socket> OpenSocketAsync(SocketType type, ProtocolType protocol)
    {
        var made = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A thread of its own that ends inside: no pool thread must be left there.
        var thread = new Thread(() => Make(type, protocol, made)) { IsBackground = true };
        thread.Start();
        return await made.Task;
    }

    /// <summary>Reaches a port inside over HTTP.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        Socket socket = await OpenSocketAsync(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Parse(context.DnsEndPoint.Host), context.DnsEndPoint.Port, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public async ValueTask DisposeAsync() => await IpAsync("netns", "delete", Name);

    private void Make(SocketType type, ProtocolType protocol, TaskCompletionSource<Socket> made)
    {
        try
        {
            using SafeFileHandle space = File.OpenHandle($"/run/netns/{Name}");
            if (SetNs(space, CloneNewNet) != 0)
            {
                throw new IOException($"setns: {Marshal.GetLastPInvokeErrorMessage()}");
            }
            made.SetResult(new Socket(AddressFamily.InterNetwork, type, protocol));
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
        {
            made.SetException(e);
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNs(SafeFileHandle space, int kind);
}
