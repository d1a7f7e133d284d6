using System.Net;
using Microsoft.AspNetCore.Http;
using Nvr.Web.Box;

namespace Nvr.Web.Access;

/// <summary>
/// Which Host headers are answered: IP addresses, <c>localhost</c>, the box's own names. Any other name means that somebody's page
/// was re-pointed at the box (DNS rebinding). An IP address cannot be re-pointed.
/// </summary>
internal sealed class HostRule
{
    private readonly HashSet<string> names;
    private readonly BoxBook box;

    public HostRule(WebOptions options, BoxBook box)
    {
        this.box = box;
        string machine = Environment.MachineName;
        names = new HashSet<string>(["localhost", machine, machine + ".local", .. options.HostNames], StringComparer.OrdinalIgnoreCase);
    }

    public bool Allows(HostString host) =>
        host.HasValue && (IPAddress.TryParse(host.Host.Trim('[', ']'), out _) || names.Contains(host.Host) || IsOwn(host.Host));

    // As its owner named it: whoever gives names in that network may have done so as well.
    private bool IsOwn(string host) =>
        box.HostLabel is { } label && (host.Equals(label, StringComparison.OrdinalIgnoreCase) || host.Equals(label + ".local", StringComparison.OrdinalIgnoreCase));
}
