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
    /// second start of what goes on and an end of what never began change nothing. Times more than ten minutes from now are taken as now. An end may tell
    /// what the start could not know yet (class, box, confidence, zone, text, colours, direction): that is filled in, and of
    /// <see cref="EventOrigin.Recorder"/>, which has then seen the whole, it replaces what the start said.
    /// </summary>
    void Add(CameraId camera, CameraEvent message, EventOrigin origin = EventOrigin.Camera);

    /// <summary>The camera cannot be heard any longer: what goes on there is <see cref="EventClosing.Interrupted"/> as of now.</summary>
    void Interrupt(CameraId camera);
}
