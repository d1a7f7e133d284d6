namespace Nvr.Board.Snmp.Security;

/// <summary>
/// An engine's own count of its starts and seconds, by which late repetitions of messages are told (RFC 3414 sections 2.2.3 and 3.2). Used by one caller at a time.
/// </summary>
internal sealed class EngineClock(TimeProvider time)
{
    private const int WindowSeconds = 150;

    private int boots;
    private int seconds;
    private long at;

    public (int Boots, int Seconds) Now => (boots, seconds + (int)Math.Min(time.GetElapsedTime(at).TotalSeconds, int.MaxValue - seconds));

    /// <summary>Begins anew with what the engine says.</summary>
    public void Set(int toldBoots, int toldSeconds)
    {
        (boots, seconds, at) = (Math.Max(0, toldBoots), Math.Max(0, toldSeconds), time.GetTimestamp());
    }

    /// <summary>Goes on with a signed message's time; false for one that is too late.</summary>
    public bool Accept(int toldBoots, int toldSeconds)
    {
        (int knownBoots, int knownSeconds) = Now;
        if (toldBoots < knownBoots || (toldBoots == knownBoots && toldSeconds < knownSeconds - WindowSeconds) || toldBoots == int.MaxValue)
        {
            return false;
        }
        if (toldBoots > knownBoots || toldSeconds > knownSeconds)
        {
            Set(toldBoots, toldSeconds);
        }
        return true;
    }
}
