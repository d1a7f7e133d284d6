using Nvr.Core;

namespace Nvr.Recording.Watching;

/// <summary>One camera's pictures: those that the analysis took, and those that it was too slow for.</summary>
/// <param name="Camera">Whose.</param>
/// <param name="Taken">Handed to the process.</param>
/// <param name="LeftOut">Dropped before.</param>
/// <param name="Decoded">Of those that were taken, as the process tells; it is a few seconds late.</param>
/// <param name="Spared">Taken and not decoded, because the sizes of the coded ones said that nothing changed.</param>
/// <param name="IsByBoard">The board's decoder decodes them now.</param>
public sealed record WatchedPictures(CameraId Camera, long Taken, long LeftOut, long Decoded, long Spared, bool IsByBoard);
