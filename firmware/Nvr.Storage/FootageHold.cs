using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary>
/// A protected span of one camera: retention deletes nothing of it. It sticks to the footage it was laid on: when a clock
/// correction re-dates that footage, <paramref name="Range"/> moves along.
/// </summary>
public sealed record FootageHold(long Id, CameraId Camera, UtcRange Range, string Reason, string CreatedBy, UtcTime CreatedAt);
