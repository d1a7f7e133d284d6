using Nvr.Core;
using Nvr.Recording.Streams;

namespace Nvr.Recording.Live;

/// <summary>Where live viewers get their pictures and sound. Thread-safe.</summary>
public interface ILiveHub
{
    /// <summary>
    /// Joins a stream; null when there is no such camera or stream. The first message is an init segment, the second begins with a
    /// key frame (the latest one already seen is sent at once). While somebody is subscribed the camera's socket is drained every 20 ms.
    /// </summary>
    LiveSubscription? Subscribe(CameraId camera, StreamKind stream);

    /// <summary>
    /// Joins the sound of the main stream, in the movie time of its pictures; null when there is no such camera or stream. The first message is an init
    /// segment; a camera that sends no sound sends no message.
    /// </summary>
    LiveSubscription? SubscribeSound(CameraId camera);

    /// <summary>Connects to what is no camera yet, for one viewer; dispose it to hang up. Throws <see cref="NvrException"/> with a sentence when it shows nothing.</summary>
    Task<LivePreview> PreviewAsync(StreamAddress address, CancellationToken cancellation);
}
