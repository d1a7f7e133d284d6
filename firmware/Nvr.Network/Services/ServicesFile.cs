using System.Text.Json.Serialization;

namespace Nvr.Network.Services;

/// <summary>The content of <c>services.json</c>: what the box offers to administrators' tools beside its page. All of it may be missing, and is off then.</summary>
/// <param name="SshKeys">Public keys, in OpenSSH's form, of those who may look around in the system.</param>
/// <param name="Syslog">Where the system's journal is sent.</param>
/// <param name="Snmp">Who may ask for figures.</param>
public sealed record ServicesFile(IReadOnlyList<string>? SshKeys = null, SyslogFile? Syslog = null, SnmpFile? Snmp = null)
{
    public const string Name = "services.json";
}

/// <summary>A server's address; the protocol is <c>udp</c> or <c>tcp</c>.</summary>
public sealed record SyslogFile(string Server, int Port, string Protocol);

/// <summary>A name, and the key that its password stands for (RFC 3414, A.2), as hexadecimal digits; the password itself is not kept.</summary>
public sealed record SnmpFile(string User, string Key);

/// <summary>What the service that sets these up answers: the wish that it did (null at the start), and what went wrong.</summary>
public sealed record ServicesAppliedFile(string? Wish, string? Problem);

/// <summary>Source-generated JSON of these.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ServicesFile))]
[JsonSerializable(typeof(ServicesAppliedFile))]
[JsonSerializable(typeof(ServicesWishFile))]
internal sealed partial class ServicesJson : JsonSerializerContext;
