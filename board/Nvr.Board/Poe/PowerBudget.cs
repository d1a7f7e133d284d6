namespace Nvr.Board.Poe;

/// <summary>
/// Which ports of a supply stay on. A port is shed only when it does not fit in what those before it leave: those of a higher priority, and of the same one with a lower place.
/// So the lowest priority goes first, of equals the highest port, and none goes whose going would not help. A shed port comes back only into a budget that is smaller by
/// a margin, so that the same watts never switch it off and on in turns. Pure.
/// </summary>
public static class PowerBudget
{
    /// <summary>A tenth: what cameras take more of when their lamps go on at dusk is found before the supply gives in.</summary>
    private const double MarginShare = 0.1;

    /// <summary>What a device of a class may draw from the port (IEEE 802.3bt table 145-11); of one without a class as much as of class 0.</summary>
    public static double WattsOf(int? poeClass) => poeClass switch
    {
        1 => 4.0,
        2 => 7.0,
        4 => 30.0,
        5 => 45.0,
        6 => 60.0,
        7 => 75.0,
        8 => 90.0,
        _ => 15.4,
    };

    /// <summary>What ports come back into.</summary>
    public static double RoomFor(double budgetWatts) => budgetWatts * (1 - MarginShare);

    /// <summary>The names of the ports that are to be without power. Ports that claim nothing are not among them, unless they are resting.</summary>
    public static IReadOnlySet<string> Shed(double budgetWatts, IEnumerable<PowerClaim> claims)
    {
        HashSet<string> shed = new(StringComparer.Ordinal);
        double used = 0;
        foreach (PowerClaim claim in claims.OrderByDescending(c => c.Priority).ThenBy(c => c.Place))
        {
            // With nobody before it there is nobody whose taking more could switch it off again.
            double room = claim.IsShed && used > 0 ? RoomFor(budgetWatts) : budgetWatts;
            if ((claim.IsShed && claim.IsResting) || (claim.Watts > 0 && used + claim.Watts > room))
            {
                shed.Add(claim.Port);
            }
            else
            {
                used += claim.Watts;
            }
        }
        return shed;
    }
}
