namespace Torture.Kills;

/// <summary>
/// What one kill cost one camera: seconds of pictures that the camera had sent and that are not on disk, and how many seconds after
/// nvrd's start the first picture was sent that is (null when the kill came before there was one). Immutable.
/// </summary>
public sealed record CameraLoss(string Camera, double LostSeconds, double? AgainAfterSeconds);
