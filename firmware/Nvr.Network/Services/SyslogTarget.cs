using System.Net;
using Nvr.Core;
using Nvr.Network.Settings;

namespace Nvr.Network.Services;

/// <summary>Where the journal is sent, as RFC 5424 has it. Immutable.</summary>
public sealed record SyslogTarget
{
    private const string Udp = "udp";
    private const string Tcp = "tcp";

    private SyslogTarget(IPAddress server, int port, SyslogProtocol protocol) => (Server, Port, Protocol) = (server, port, protocol);

    /// <summary>Of IPv4; no name, so that a lookup that fails keeps nothing back.</summary>
    public IPAddress Server { get; }

    public int Port { get; }

    public SyslogProtocol Protocol { get; }

    /// <summary>InvalidInput names the field.</summary>
    public static SyslogTarget Of(string server, int port, SyslogProtocol protocol) => new(
        Ranges.Parse(server) ?? throw new NvrException(ErrorKind.InvalidInput, "'server' must be four numbers such as 192.168.1.20."),
        port is > 0 and <= ushort.MaxValue ? port : throw new NvrException(ErrorKind.InvalidInput, "'port' is a number from 1 to 65535: mostly it is 514."),
        protocol);

    internal static SyslogTarget Of(SyslogFile file) => Of(file.Server, file.Port, file.Protocol switch
    {
        Udp => SyslogProtocol.Udp,
        Tcp => SyslogProtocol.Tcp,
        _ => throw new NvrException(ErrorKind.InvalidInput, "'protocol' is udp or tcp."),
    });

    internal SyslogFile ToFile() => new(Server.ToString(), Port, Protocol is SyslogProtocol.Udp ? Udp : Tcp);
}

/// <summary>How a line travels: by UDP (RFC 5426), or by TCP (RFC 6587).</summary>
public enum SyslogProtocol
{
    Udp,
    Tcp,
}
