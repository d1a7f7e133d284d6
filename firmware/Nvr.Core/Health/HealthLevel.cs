namespace Nvr.Core.Health;

/// <summary>Green means proven, not assumed. Ordered: a worse level has a higher number.</summary>
public enum HealthLevel
{
    Ok = 0,

    /// <summary>Not known yet, or nothing to judge.</summary>
    Unknown = 1,

    /// <summary>Works, but a person should look.</summary>
    Attention = 2,

    /// <summary>Something is being lost.</summary>
    Failure = 3,
}
