namespace Nvr.Adoption.Healing;

/// <summary>How patient healing is. Immutable. The defaults are long against a camera's own restart, which takes one or two minutes.</summary>
public sealed record HealingRules
{
    /// <summary>How long a device must have been ill before the first step; before each further one twice as long as before the last.</summary>
    public TimeSpan FirstPatience { get; init; } = TimeSpan.FromMinutes(2);

    public TimeSpan LongestPatience { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Power is taken only from a device that has been ill for so long.</summary>
    public TimeSpan BeforePowerCycle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Restarts of one device in 24 hours.</summary>
    public int RebootsADay { get; init; } = 3;

    /// <summary>Power cycles of one device in 24 hours.</summary>
    public int PowerCyclesADay { get; init; } = 3;

    /// <summary>So long after a step, no other device of the same switch is touched, unless the first one is back before.</summary>
    public TimeSpan SwitchPause { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Cameras that fell silent within so long of each other are taken to have one cause.</summary>
    public TimeSpan Together { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Pictures must have come for so long before an illness counts as over.</summary>
    public TimeSpan WellAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a port is without power: enough for the capacitors of a camera to run empty.</summary>
    public TimeSpan PowerOff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a camera is left alone that says it is installing a firmware update.</summary>
    public TimeSpan UpdateTime { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The same with so many times less patience; the bounds of a day stay.</summary>
    public HealingRules Hastened(double haste) => this with
    {
        FirstPatience = FirstPatience / haste,
        BeforePowerCycle = BeforePowerCycle / haste,
        SwitchPause = SwitchPause / haste,
        Together = Together / haste,
        WellAfter = WellAfter / haste,
        PowerOff = PowerOff / haste,
        LookInterval = LookInterval / haste,
    };
}
