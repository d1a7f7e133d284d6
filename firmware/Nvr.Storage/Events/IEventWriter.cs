using Nvr.Core;
using Nvr.Core.Events;

namespace Nvr.Storage.Events;

/// <summary>
/// Where whoever listens to cameras puts what they say. No call blocks on a disk or throws: messages are queued, bounded and counted
/// (<see cref="IEventReader.Dropped"/>). Thread-safe; messages of one camera are taken in the order of the calls.
/// </summary>
public interface IEventWriter
{
    /// <summary>
    /// Takes a message. A start begins an event and an end with the same <see cref="CameraEvent.Key"/> ends it, also across a restart of the recorder; a
    /// second start of what goes on and an end of what never began change nothing. An end by the recorder may bring a better box and confidence. Times more than ten minutes from now are taken as now.
    /// </summary>
    void Add(CameraId camera, CameraEvent message, EventOrigin origin = EventOrigin.Camera);

    /// <summary>The camera cannot be heard any longer: what goes on there is <see cref="EventClosing.Interrupted"/> as of now.</summary>
    void Interrupt(CameraId camera);
}
