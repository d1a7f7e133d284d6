using Nvr.Board.Panel;

namespace Nvr.Appliance.Panel;

/// <summary>What was gathered for the lights, and the figures behind it that the display tells. Immutable.</summary>
/// <param name="Facts">For the lights.</param>
/// <param name="CamerasProven">How many cameras have proven that they are on a disk.</param>
/// <param name="CamerasWanted">How many are to be recorded now.</param>
internal sealed record PanelReading(PanelFacts Facts, int CamerasProven, int CamerasWanted);
