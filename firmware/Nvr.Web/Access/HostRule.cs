using System.Net;
using Microsoft.AspNetCore.Http;
using Nvr.Web.Box;
using Nvr.Web.Tls;

namespace Nvr.Web.Access;

/// <summary>
/// Which Host headers are answered: IP addresses, <c>localhost</c>, the box's own names, and those of a certificate that an administrator gave. Any other name means that somebody's page
/// was re-pointed at the box (DNS rebinding). An IP address cannot be re-pointed.
/// </summary>
internal sealed class HostRule
{
    private readonly HashSet<string> names;
    private readonly BoxBook box;
    private readonly PageCertificate certificate;

    public HostRule(WebOptions options, BoxBook box, PageCertificate certificate)
    {
        (this.box, this.certificate) = (box, certificate);
        string machine = Environment.MachineName;
        names = new HashSet<string>(["localhost", machine, machine + ".local", .. options.HostNames], StringComparer.OrdinalIgnoreCase);
    }

    public bool Allows(HostString host) =>
        host.HasValue && (IPAddress.TryParse(host.Host.Trim('[', ']'), out _) || names.Contains(host.Host) || IsOwn(host.Host) || IsCertified(host.Host));

    // Whoever had a certificate made for a name and this box's key has the name.
    private bool IsCertified(string host) => certificate.GivenNames.Any(n => n.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(n[1..], StringComparison.OrdinalIgnoreCase) && !host[..^(n.Length - 1)].Contains('.')
        : n.Equals(host, StringComparison.OrdinalIgnoreCase));

    // As its owner named it: whoever gives names in that network may have done so as well.
    private bool IsOwn(string host) =>
        box.HostLabel is { } label && (host.Equals(label, StringComparison.OrdinalIgnoreCase) || host.Equals(label + ".local", StringComparison.OrdinalIgnoreCase));
}
