using Microsoft.Win32.SafeHandles;

namespace Nvr.Mp4.Stitching;

/// <summary>
/// Gives a movie the files that it reads. Handles stay the source's: it keeps each one open until the movie is done with, and
/// closes them. Called from whatever thread writes the movie, one at a time; throws <see cref="Core.NvrException"/> when the file is gone.
/// </summary>
public interface ISegmentSource
{
    SafeFileHandle Open(long segmentId);
}
