using Nvr.Board.Sticks;
using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Appliance.Sticks;

/// <summary>An export that was accepted: what is to be written, and where. Immutable.</summary>
/// <param name="Ranges">Of each camera, oldest first.</param>
internal sealed record WantedExport(StickFacts Stick, IReadOnlyDictionary<CameraId, IReadOnlyList<UtcRange>> Ranges, string WantedBy);
