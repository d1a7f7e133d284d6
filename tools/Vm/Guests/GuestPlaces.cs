using System.Net;
using System.Net.Sockets;

namespace Vm.Guests;

/// <summary>Where the files and sockets of one guest are: in a folder of its own, deleted at the end. Socket paths must be short.</summary>
internal sealed class GuestPlaces : IDisposable
{
    public GuestPlaces()
    {
        Directory.CreateDirectory(Share);
        using var asked = new TcpListener(IPAddress.Loopback, 0);
        asked.Start();
        WebPort = ((IPEndPoint)asked.LocalEndpoint).Port;
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("nvr-vm-").FullName;

    /// <summary>A port of this machine that is the guest's 8443.</summary>
    public int WebPort { get; }

    public string System => Path.Combine(Root, "system.qcow2");

    /// <summary>The system's disk of a kept moment, and the memory beside it.</summary>
    public string KeptSystem => Path.Combine(Root, "kept.qcow2");

    public string KeptMemory => Path.Combine(Root, "kept.memory");

    public string Share => Path.Combine(Root, "share");

    public string Agent => Path.Combine(Root, "agent");

    public string Monitor => Path.Combine(Root, "qmp");

    public string Console => Path.Combine(Root, "console");

    public string Lines => Path.Combine(Root, "lines");

    public string ConsoleLog => Path.Combine(Root, "console.log");

    /// <summary>Those of an earlier QEMU, so that only the next one's are found.</summary>
    public void ClearSockets()
    {
        foreach (string socket in new[] { Agent, Monitor, Console, Lines })
        {
            File.Delete(socket);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
