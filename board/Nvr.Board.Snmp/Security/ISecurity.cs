using Nvr.Board.Snmp.Wire;

namespace Nvr.Board.Snmp.Security;

/// <summary>Packs requests and judges what comes. Used by one caller at a time.</summary>
internal interface ISecurity
{
    /// <summary>True once it is known that the other side speaks SNMP, even where it does not answer what it is asked.</summary>
    bool KnowsAgent { get; }

    /// <summary>The datagram of a request under that number; or of what has to be asked before it.</summary>
    byte[] Wrap(Pdu request, int id);

    /// <summary>
    /// Never fails over what anybody may have sent; NvrException (Unauthorised) when the agent says, in reply to the request of that number, that it does not let the
    /// user in.
    /// </summary>
    Verdict Judge(ReadOnlyMemory<byte> datagram, int id);
}
