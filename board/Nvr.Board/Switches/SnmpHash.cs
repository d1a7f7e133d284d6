namespace Nvr.Board.Switches;

/// <summary>What passwords of SNMP version 3 are turned into keys with, and messages are signed with. The numbers are stored: never renumber.</summary>
public enum SnmpHash
{
    /// <summary>HMAC-SHA-96 (RFC 3414): all switches know it.</summary>
    Sha1 = 0,

    /// <summary>HMAC-192-SHA-256 (RFC 7860).</summary>
    Sha256 = 1,
}
