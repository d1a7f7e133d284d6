namespace Nvr.Power.Keeping;

/// <summary>How patient the keeper of the ports' power is. Immutable.</summary>
public sealed record PowerRules
{
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Who asks for the ports is told what was read so short a time ago.</summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>So long a port that was shed stays without power; twice as long at each further time within a day.</summary>
    public TimeSpan FirstRest { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan LongestRest { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a port is without power in a cycle: enough for the capacitors of a camera to run empty.</summary>
    public TimeSpan PowerOff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same with so many times less patience; looks cost something, and are never more than one a second.</summary>
    public PowerRules Hastened(double haste) => new()
    {
        LookInterval = AtLeast(TimeSpan.FromSeconds(1), LookInterval / haste),
        FreshFor = AtLeast(TimeSpan.FromSeconds(0.5), FreshFor / haste),
        FirstRest = FirstRest / haste,
        LongestRest = LongestRest / haste,
        PowerOff = PowerOff / haste,
    };

    private static TimeSpan AtLeast(TimeSpan least, TimeSpan span) => span < least ? least : span;
}
