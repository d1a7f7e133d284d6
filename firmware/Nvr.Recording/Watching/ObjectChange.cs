using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Watching;

/// <summary>An object comes, goes on, or is gone. Immutable.</summary>
/// <param name="Step">Which of them.</param>
/// <param name="Key">The same from its beginning to its end, and no other object's, of an earlier life of the process or of the program either.</param>
/// <param name="Zone">Where it was first seen in one; null for the whole picture.</param>
/// <param name="AtUs">When, monotonic.</param>
/// <param name="Known">All that is known of it.</param>
internal sealed record ObjectChange(MotionStep Step, string Key, string? Zone, long AtUs, ObjectMessage Known);
