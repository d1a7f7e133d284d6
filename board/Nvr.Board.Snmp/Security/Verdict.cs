using Nvr.Board.Snmp.Wire;

namespace Nvr.Board.Snmp.Security;

/// <summary>What a datagram that came is worth. Immutable.</summary>
/// <param name="Answer">The answer to the request; null when it is none.</param>
/// <param name="SendAgain">Something was learnt with which the request has better prospects.</param>
internal readonly record struct Verdict(Pdu? Answer, bool SendAgain)
{
    /// <summary>For somebody else, forged, or late.</summary>
    public static Verdict Ignore { get; } = new(null, false);

    public static Verdict Again { get; } = new(null, true);
}
