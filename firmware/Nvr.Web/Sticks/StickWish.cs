using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Web.Sticks;

/// <summary>An export that somebody wants on a stick. Immutable.</summary>
/// <param name="Stick">Its id; null where only one is usable.</param>
/// <param name="Cameras">Null for all; none is refused.</param>
/// <param name="Range">Null for what the export button writes.</param>
public sealed record StickWish(string? Stick, IReadOnlyList<CameraId>? Cameras, UtcRange? Range);
