using System.Net;
using Microsoft.AspNetCore.Http;

namespace Nvr.Web.Access;

/// <summary>
/// Which Host headers are answered: IP addresses, <c>localhost</c>, the box's own names. Any other name means that somebody's page
/// was re-pointed at the box (DNS rebinding). An IP address cannot be re-pointed.
/// </summary>
internal sealed class HostRule
{
    private readonly HashSet<string> names;

    public HostRule(WebOptions options)
    {
        string machine = Environment.MachineName;
        names = new HashSet<string>(["localhost", machine, machine + ".local", .. options.HostNames], StringComparer.OrdinalIgnoreCase);
    }

    public bool Allows(HostString host) =>
        host.HasValue && (IPAddress.TryParse(host.Host.Trim('[', ']'), out _) || names.Contains(host.Host));
}
