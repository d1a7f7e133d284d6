namespace Nvr.Network.Services;

/// <summary>Where the recorder and the service that sets up what the box offers beside its page leave each other word, below /run. Immutable.</summary>
public sealed record ServicePlaces(string Run)
{
    /// <summary>The recorder's to write; the system looks at its folder.</summary>
    internal string Wish => Path.Combine(Run, "nvr", "services", "wish.json");

    internal string Draft => Path.Combine(Run, "nvr", "services-wish.new");

    /// <summary>It is there once that service has run, and on no other machine.</summary>
    internal string Applied => Path.Combine(Own, "applied.json");

    /// <summary>Which units are to begin anew, one a line.</summary>
    internal string Changed => Path.Combine(Own, "changed");

    /// <summary>Each of these is there only while what it is for is on.</summary>
    internal string SshKeys => Path.Combine(Own, "ssh", "authorized_keys");

    internal string Snmp => Path.Combine(Own, "snmpd.conf");

    internal string Syslog => Path.Combine(Own, "rsyslog.conf");

    private string Own => Path.Combine(Run, "nvr-services");
}
