using System.Globalization;

namespace Nvr.Network.Services;

/// <summary>What the programs behind the services are told. Pure.</summary>
internal static class ServiceFiles
{
    /// <summary>dropbear's list of who is let in.</summary>
    public static string SshKeys(IEnumerable<SshKey> keys) => string.Concat(keys.Select(k => k.Line + "\n"));

    /// <summary>systemd-netlogd's only section.</summary>
    public static string Syslog(SyslogTarget target) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        [Network]
        Address={target.Server}:{target.Port}
        Protocol={target.ToFile().Protocol}
        LogFormat=rfc5424

        """);

    /// <summary>snmpd's settings: one user, who may read, and only encrypted. The health of the box is nvr-health of NET-SNMP-EXTEND-MIB.</summary>
    public static string Snmp(SnmpAccess access, string hostName) =>
        $"""
        agentaddress udp:161
        sysName {hostName}
        sysDescr NvrAppliance network video recorder
        sysServices 72
        createUser {access.User} SHA-256 -m 0x{access.Key} AES -m 0x{access.Key}
        rouser {access.User} priv
        extend nvr-health /usr/lib/nvrd/health

        """;
}
