using Nvr.Core;

namespace Nvr.Recording.Watching;

/// <summary>One camera's pictures: those that the analysis took, and those that it was too slow for.</summary>
/// <param name="Camera">Whose.</param>
/// <param name="Taken">Handed to the process.</param>
/// <param name="LeftOut">Dropped before.</param>
public sealed record WatchedPictures(CameraId Camera, long Taken, long LeftOut);
