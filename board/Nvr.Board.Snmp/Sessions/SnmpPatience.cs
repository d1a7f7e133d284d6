namespace Nvr.Board.Snmp.Sessions;

/// <summary>How long an agent is waited for. Immutable.</summary>
/// <param name="Wait">For one answer.</param>
/// <param name="Tries">How often the question is asked: datagrams get lost.</param>
internal sealed record SnmpPatience(TimeSpan Wait, int Tries)
{
    /// <summary>Switches answer from a slow processor that has more urgent things to do.</summary>
    public static SnmpPatience Usual { get; } = new(TimeSpan.FromSeconds(2), 3);
}
