using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Recording.Captured;
using Nvr.Storage;

namespace Nvr.Recording.Streams;

/// <summary>What a failed connection means for the camera's state, for the user's next step and for the reason of the gap.</summary>
internal sealed record StreamFailure(CameraState State, GapReason Gap, string Sentence, string NextStep, string? Cause)
{
    /// <param name="failure">What ended the connection. The next step that it names wins over what its kind suggests.</param>
    /// <param name="isAnalog">An analog camera has no address, password or format that could be wrong.</param>
    public static StreamFailure Of(NvrException failure, bool isAnalog = false)
    {
        string? step = failure.NextStep ?? (isAnalog ? CaptureSteps.IfItLasts : null);
        return failure.Kind switch
        {
            ErrorKind.Unauthorised => new(
                CameraState.Unauthorised, GapReason.CameraRefused, failure.Message, step ?? "Enter the camera's user name and password.", CauseOf(failure)),
            ErrorKind.Refused or ErrorKind.NotFound or ErrorKind.InvalidInput => new(
                CameraState.Refused, GapReason.CameraRefused, failure.Message, step ?? "Check the address of the stream.", CauseOf(failure)),
            ErrorKind.Unsupported or ErrorKind.Protocol => new(
                CameraState.Unusable, GapReason.CameraUnusable, failure.Message, step ?? "Set the camera to H.264 or H.265 and try again.", CauseOf(failure)),
            _ => new(
                CameraState.Unreachable, GapReason.CameraUnreachable, failure.Message, step ?? "Check the camera's cable and power.", CauseOf(failure)),
        };
    }

    /// <param name="silence">Since the last picture.</param>
    /// <param name="isAnalog">An analog camera knows nothing of restarting; its picture is lost on the way.</param>
    public static StreamFailure Stalled(TimeSpan silence, bool isAnalog) => new(
        CameraState.Stalled,
        GapReason.CameraStalled,
        $"The camera is connected but has sent no picture for {silence.TotalSeconds:0} seconds.",
        isAnalog ? CaptureSteps.Cable : "If this lasts, restart the camera.",
        null);

    private static string? CauseOf(NvrException failure) => failure.InnerException?.Message;
}
