using System.Net.NetworkInformation;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Nvr.Adoption.Timekeeping;
using Nvr.Onvif;

namespace Nvr.Adoption.Adopting;

/// <summary>How devices are taken in. Immutable.</summary>
public sealed record AdoptionOptions
{
    public static TimeSpan UsualGoneAfter { get; } = TimeSpan.FromMinutes(2);

    public required AdoptionMode Mode { get; init; }

    public AdoptionPolicy Policy { get; init; } = new();

    /// <summary>Devices that are talked to at once; the others wait their turn.</summary>
    public int MostAtOnce { get; init; } = 8;

    public OnvifOptions Onvif { get; init; } = new();

    /// <summary>Where RTSP is looked for on devices that do not speak ONVIF.</summary>
    public IReadOnlyList<int> RtspPorts { get; init; } = [554, 8554];

    /// <summary>How long a device may be silent to discovery before it is taken for one without ONVIF.</summary>
    public TimeSpan SilencePatience { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a device that may replace another one waits for an answer before it is recorded as a camera of its own.</summary>
    public TimeSpan ReplacementPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Without any picture for so long, a device counts as gone.</summary>
    public TimeSpan GoneAfter { get; init; } = UsualGoneAfter;

    /// <summary>What cameras' clocks are set by.</summary>
    public IBoxTime Time { get; init; } = new UnservedTime();

    /// <summary>The board's name of the port behind which that MAC was seen last; null when it cannot tell. Must not fail.</summary>
    public Func<PhysicalAddress, CancellationToken, Task<string?>> PortOf { get; init; } = (_, _) => Task.FromResult<string?>(null);

    /// <summary>What the port where a device is, or was, does for it. Must not fail, nor wait.</summary>
    public Func<DeviceRecord, PlugFacts> PlugOf { get; init; } = _ => PlugFacts.Unknown;
}
