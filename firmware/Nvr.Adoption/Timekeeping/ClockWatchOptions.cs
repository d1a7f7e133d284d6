using Nvr.Onvif;

namespace Nvr.Adoption.Timekeeping;

/// <summary>How often cameras' clocks are looked at. Immutable.</summary>
public sealed record ClockWatchOptions
{
    /// <summary>Between two looks at one device. A crystal of 100 ppm is 0.4 s off after an hour.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Between two looks at the list of devices.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(30);

    public OnvifOptions Onvif { get; init; } = new();
}
