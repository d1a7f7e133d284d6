using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Storage;

namespace Nvr.Recording.Streams;

/// <summary>What a failed connection means for the camera's state, for the user's next step and for the reason of the gap.</summary>
internal sealed record StreamFailure(CameraState State, GapReason Gap, string Sentence, string NextStep, string? Cause)
{
    public static StreamFailure Of(NvrException failure) => failure.Kind switch
    {
        ErrorKind.Unauthorised => new(
            CameraState.Unauthorised, GapReason.CameraRefused, failure.Message, "Enter the camera's user name and password.", CauseOf(failure)),
        ErrorKind.Refused or ErrorKind.NotFound or ErrorKind.InvalidInput => new(
            CameraState.Refused, GapReason.CameraRefused, failure.Message, "Check the address of the stream.", CauseOf(failure)),
        ErrorKind.Unsupported or ErrorKind.Protocol => new(
            CameraState.Unusable, GapReason.CameraUnusable, failure.Message, "Set the camera to H.264 or H.265 and try again.", CauseOf(failure)),
        _ => new(
            CameraState.Unreachable, GapReason.CameraUnreachable, failure.Message, "Check the camera's cable and power.", CauseOf(failure)),
    };

    public static StreamFailure Stalled(TimeSpan silence) => new(
        CameraState.Stalled,
        GapReason.CameraStalled,
        $"The camera is connected but has sent no picture for {silence.TotalSeconds:0} seconds.",
        "If this lasts, restart the camera.",
        null);

    private static string? CauseOf(NvrException failure) => failure.InnerException?.Message;
}
