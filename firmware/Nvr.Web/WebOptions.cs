using System.Net;

namespace Nvr.Web;

/// <summary>What the composition root decides about the web room. Immutable.</summary>
public sealed record WebOptions
{
    /// <summary>Where to listen. A loopback address is served as plain HTTP, every other one as HTTPS only. Port 0 asks the kernel for one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary>Accounts, sessions and the device key lie in its folder <c>settings</c>.</summary>
    public required string DataDirectory { get; init; }

    public required string ProductVersion { get; init; }

    /// <summary>True on the simulated board; the page says so.</summary>
    public bool Simulated { get; init; }

    /// <summary>Lets cameras have addresses of this box itself: for the simulated board, whose cameras run beside it.</summary>
    public bool AllowLoopbackCameras { get; init; }

    /// <summary>Names under which the box may be addressed besides its IP addresses, its host name and <c>localhost</c>.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    internal string SettingsDirectory => Path.Combine(DataDirectory, "settings");

    internal bool IsPlainHttp => IPAddress.IsLoopback(Listen.Address);
}
