using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Healing;

/// <summary>
/// Whether a camera is ill, told from the states of its main stream as they go by: a stream that tries again passes through the same states
/// for ever, and one that sends a few pictures between two failures is not well. Monotonic microseconds. Not thread-safe.
/// </summary>
internal sealed class CameraPulse(TimeSpan wellAfter)
{
    private long? wellSinceUs;

    /// <summary>Since when it has not been well for longer than a moment; null when it is well.</summary>
    public long? IllSinceUs { get; private set; }

    /// <summary>No pictures now, and no word why.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Nothing of it is heard at all, as opposed to a camera that answers but sends nothing.</summary>
    public bool IsSilent { get; private set; }

    public bool IsRecording => wellSinceUs is not null;

    public void Look(CameraState state, long nowUs)
    {
        switch (state)
        {
            case CameraState.Recording:
                OnRecording(nowUs);
                break;
            case CameraState.Unreachable or CameraState.Stalled:
                (IsDead, IsSilent) = (true, state == CameraState.Unreachable);
                IllSinceUs ??= nowUs;
                wellSinceUs = null;
                break;
            case CameraState.Connecting:
                wellSinceUs = null;
                break;
            case CameraState.WaitingForKeyFrame:
                (wellSinceUs, IsSilent) = (null, false);
                break;
            default:
                // It answers with a reason, or nobody wants it: a person's matter.
                (IsDead, IsSilent, IllSinceUs, wellSinceUs) = (false, false, null, null);
                break;
        }
    }

    private void OnRecording(long nowUs)
    {
        (IsDead, IsSilent) = (false, false);
        wellSinceUs ??= nowUs;
        if (nowUs - wellSinceUs >= (long)wellAfter.TotalMicroseconds)
        {
            IllSinceUs = null;
        }
    }
}
