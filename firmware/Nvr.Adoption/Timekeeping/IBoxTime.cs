using System.Net;

namespace Nvr.Adoption.Timekeeping;

/// <summary>The box's time as cameras can have it. Thread-safe; never fails.</summary>
public interface IBoxTime
{
    /// <summary>False while the box does not know the time itself: then no camera's clock is touched.</summary>
    bool IsCredible { get; }

    /// <summary>
    /// Where a camera can ask for the time: the box's own address on the interface behind which the camera is. Null when no time is served there.
    /// </summary>
    /// <param name="camera">The camera's address.</param>
    /// <param name="interfaceName">The box's interface; null when unknown.</param>
    IPAddress? ServerFor(IPAddress camera, string? interfaceName);
}
