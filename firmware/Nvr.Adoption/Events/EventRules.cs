namespace Nvr.Adoption.Events;

/// <summary>How much a device may tell, and how patiently it is listened to. Immutable.</summary>
public sealed record EventRules
{
    /// <summary>So many events of a device at once are taken; what is spent comes back at <see cref="EventsAMinute"/>.</summary>
    public int Burst { get; init; } = 120;

    public int EventsAMinute { get; init; } = 60;

    /// <summary>So many things may go on at a camera at the same time.</summary>
    public int MostOpen { get; init; } = 64;

    /// <summary>A device that floods is read no faster than one message in this time.</summary>
    public TimeSpan FloodPause { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>A device that has not been heard for so long counts as lost, and what went on there as interrupted.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Before a device is asked again that rejects the password or has no events.</summary>
    public TimeSpan HopelessPause { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How soon a new device, or a changed one, is noticed.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(2);
}
