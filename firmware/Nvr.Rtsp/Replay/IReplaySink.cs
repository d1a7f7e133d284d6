using Nvr.Core.Media;

namespace Nvr.Rtsp.Replay;

/// <summary>
/// Takes what is replayed, on the thread that reads. The capture time of an access unit is the camera's UTC in microseconds since 1970, as its header
/// extension says; it never goes back.
/// </summary>
public interface IReplaySink : IAccessUnitSink
{
    /// <summary>True once more of it is of no use: the reading ends.</summary>
    bool IsSatisfied { get; }

    /// <summary>The pictures that come next do not follow those before.</summary>
    void OnJump();
}
