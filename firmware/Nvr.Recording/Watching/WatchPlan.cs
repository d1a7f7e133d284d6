using Nvr.Core;

namespace Nvr.Recording.Watching;

/// <summary>What is decided about one camera. Immutable.</summary>
/// <param name="Camera">Whose pictures.</param>
/// <param name="Name">As the user knows it.</param>
/// <param name="IsEnabled">Whether there are pictures at all.</param>
/// <param name="HasSub">Whether a smaller stream is set up.</param>
/// <param name="Settings">What the owner decided.</param>
internal sealed record WatchPlan(CameraId Camera, string Name, bool IsEnabled, bool HasSub, MotionSettings Settings);
