namespace Nvr.Network.Trying;

/// <summary>How long what takes. Immutable.</summary>
public sealed record NetworkRules
{
    /// <summary>How long somebody has to open the page under new settings and to sign in.</summary>
    public TimeSpan Trial { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>After the files are written: until the old address is gone for sure, so that nobody keeps the new settings over it.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A wish that nobody answered for so long is left again: a change of the folder that falls into a run of the service may be missed.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long something has to be wrong before it is told: a DHCP server of the office takes its time, and a service starts anew in a second.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For how long a trial that failed, or a network that was moved, is told.</summary>
    public TimeSpan Telling { get; init; } = TimeSpan.FromHours(24);

    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan LookInTrial { get; init; } = TimeSpan.FromSeconds(1);
}
