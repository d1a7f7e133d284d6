using Nvr.Board.Buzzer;
using Nvr.Board.Display;
using Nvr.Board.Panel;

namespace Nvr.Appliance.Panel;

/// <summary>What the front panel has to show and sound with. Immutable.</summary>
/// <param name="Lights">Of every panel, if it has any.</param>
/// <param name="Buzzer">Null where there is none.</param>
/// <param name="Display">Null where there is none.</param>
internal sealed record PanelOutputs(PanelConductor Lights, BuzzerConductor? Buzzer, DisplayConductor? Display);
