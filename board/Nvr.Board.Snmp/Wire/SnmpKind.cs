namespace Nvr.Board.Snmp.Wire;

/// <summary>What a value is (RFC 3416 section 2.5; the syntaxes of RFC 2578).</summary>
internal enum SnmpKind
{
    Null,
    Integer,
    Octets,
    Name,
    Address,

    /// <summary>Counter32, Gauge32, TimeTicks and Counter64.</summary>
    Unsigned,
    Opaque,
    NoSuchObject,
    NoSuchInstance,
    EndOfView,
}
