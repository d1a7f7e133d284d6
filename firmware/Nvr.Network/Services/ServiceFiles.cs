using System.Globalization;

namespace Nvr.Network.Services;

/// <summary>What the programs behind the services are told. Pure.</summary>
internal static class ServiceFiles
{
    /// <summary>dropbear's list of who is let in.</summary>
    public static string SshKeys(IEnumerable<SshKey> keys) => string.Concat(keys.Select(k => k.Line + "\n"));

    /// <summary>rsyslogd's settings: the journal from now on, or from where it was; what the server does not take waits in memory.</summary>
    public static string Syslog(SyslogTarget target, string hostName) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        global(workDirectory="/var/lib/nvr-syslog" localHostname="{hostName}")
        module(load="imjournal" StateFile="journal" IgnorePreviousMessages="on" PersistStateInterval="100")
        action(type="omfwd" target="{target.Server}" port="{target.Port}" protocol="{target.ToFile().Protocol}" template="RSYSLOG_SyslogProtocol23Format"
          action.resumeRetryCount="-1" queue.type="LinkedList" queue.size="10000")

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
