using Nvr.Core;

namespace Nvr.Adoption.Backfill;

/// <summary>What tells one hole from another while it shrinks.</summary>
internal readonly record struct HoleKey(CameraId Camera, Guid BootId, long EndMonotonicUs);
