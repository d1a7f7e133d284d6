namespace Nvr.Board.Snmp.Wire;

/// <summary>The numbers are the tags on the wire (RFC 3416 section 3).</summary>
internal enum PduKind
{
    Get = 0,
    GetNext = 1,
    Response = 2,
    Set = 3,
    GetBulk = 5,
    Inform = 6,
    Trap = 7,
    Report = 8,
}
