using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Diagnosing;

/// <summary>Reads facts for a diagnosis out of what the recorder says about a camera's stream. Pure.</summary>
public static class StreamFacts
{
    /// <summary>The facts with what the stream tells about service, sign-in and pictures laid over them; the rest stays.</summary>
    public static CameraFacts With(this CameraFacts facts, StreamStatus status) => facts with
    {
        Enabled = status.State != CameraState.Disabled,
        Pictures = PicturesIn(status.State),
        Rtsp = RtspIn(status.State) is var rtsp and not ServiceAnswer.Unknown ? rtsp : facts.Rtsp,
        SignIn = SignInIn(status.State, facts.SignIn),
        KeyPictureDistance = status.KeyPictureDistance,
        StreamSentence = status.Cause is null ? status.Sentence : $"{status.Sentence} ({status.Cause})",
    };

    /// <summary>
    /// What was measured between two readings of the same stream. Null where that says nothing: the stream is not recording, it reconnected in
    /// between, or nothing arrived.
    /// </summary>
    public static NetworkMeasure? Measure(StreamStatus earlier, StreamStatus later, double? expectedFramesPerSecond)
    {
        long received = later.ReceivedPackets - earlier.ReceivedPackets;
        long lost = later.LostPackets - earlier.LostPackets;
        if (later.State is not (CameraState.Recording or CameraState.Resting) || earlier.Connections != later.Connections || received <= 0 || lost < 0)
        {
            return null;
        }
        double loss = (double)lost / (received + lost);
        return new NetworkMeasure(loss, TimeSpan.FromMicroseconds(later.JitterUs), later.BitsPerSecond, later.FramesPerSecond, expectedFramesPerSecond);
    }

    private static PictureFlow PicturesIn(CameraState state) => state switch
    {
        CameraState.Recording or CameraState.Resting => PictureFlow.Recorded,
        CameraState.Stalled or CameraState.Refused => PictureFlow.None,
        CameraState.Unusable => PictureFlow.Unusable,
        _ => PictureFlow.Unknown,
    };

    private static ServiceAnswer RtspIn(CameraState state) => state switch
    {
        CameraState.Disabled or CameraState.Connecting => ServiceAnswer.Unknown,
        CameraState.Unreachable => ServiceAnswer.None,
        _ => ServiceAnswer.Answers,
    };

    private static SignIn SignInIn(CameraState state, SignIn before) => state switch
    {
        CameraState.Unauthorised => before is SignIn.Missing or SignIn.HeldBack ? before : SignIn.Rejected,
        CameraState.Recording or CameraState.Resting or CameraState.WaitingForKeyFrame or CameraState.Stalled or CameraState.Unusable => SignIn.Accepted,
        _ => before,
    };
}
