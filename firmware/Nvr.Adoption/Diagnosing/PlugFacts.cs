namespace Nvr.Adoption.Diagnosing;

/// <summary>What is known of the port that a device is plugged into. Immutable.</summary>
/// <param name="Power">What it does about power.</param>
/// <param name="HasLink">Null where it is not told.</param>
public sealed record PlugFacts(PortPower Power, bool? HasLink)
{
    /// <summary>The port that the device alone is behind just now; null where that is not told.</summary>
    public string? Port { get; init; }

    public static PlugFacts Unknown { get; } = new(PortPower.Unknown, null);
}
