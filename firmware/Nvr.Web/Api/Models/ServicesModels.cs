using System.Text.Json.Serialization;
using Nvr.Network.Services;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary>A public key; <paramref name="Line"/> is all of it.</summary>
internal sealed record SshKeyModel(string Kind, string Comment, string Fingerprint, string Line)
{
    public static SshKeyModel Of(SshKey key) => new(key.Kind, key.Comment, key.Fingerprint, key.Line);
}

/// <summary>Where the journal is sent.</summary>
internal sealed record SyslogModel(string Server, int Port, [property: OneOf("udp", "tcp")] string Protocol)
{
    public static SyslogModel Of(SyslogTarget target) => new(target.Server.ToString(), target.Port, target.Protocol is SyslogProtocol.Udp ? "udp" : "tcp");
}

/// <summary>Who may ask by SNMP.</summary>
internal sealed record SnmpModel(string User);

/// <summary>
/// What the box offers beside its page; <paramref name="IsManaged"/> is false where the machine's own system decides, and nothing can be changed here. No keys, and null, is off. <paramref name="Problem"/> is null when
/// everything is in force.
/// </summary>
internal sealed record BoxServicesModel(bool IsManaged, IReadOnlyList<SshKeyModel> SshKeys, SyslogModel? Syslog, SnmpModel? Snmp, string? Problem);

/// <summary>Where the journal is to be sent: to an address of IPv4.</summary>
internal sealed record SyslogBody([property: JsonRequired] string Server, [property: JsonRequired] int Port, [property: JsonRequired, OneOf("udp", "tcp")] string Protocol);

/// <summary>One public key a line; none turns SSH off.</summary>
internal sealed record SshKeysBody([property: JsonRequired] string Keys);

/// <summary>One password for both authentication (SHA-256) and encryption (AES-128).</summary>
internal sealed record SnmpBody([property: JsonRequired] string User, [property: JsonRequired] string Password);
