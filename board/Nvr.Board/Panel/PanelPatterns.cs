using Nvr.Core.Health;

namespace Nvr.Board.Panel;

/// <summary>
/// From what is to be told to what the LEDs do: the one place that knows the patterns. Pure; every combination of facts has a look.
/// </summary>
/// <remarks>
/// The patterns are those that users of other boxes know: POWER blinks while the box starts or stops (Synology), a failed bay is red (Safire),
/// off means "not configured" (March), the stages of the reset button are shown while it is held (SMA). REC alone is stricter than theirs: it shows proof.
/// </remarks>
public static class PanelPatterns
{
    public static PanelLook Of(PanelFacts facts) => new(
        Power(facts),
        Status(facts),
        Rec(facts),
        Net(facts),
        [.. facts.Bays.Select(Bay)],
        [.. facts.Ports.Select(Port)]);

    private static LedLook Power(PanelFacts facts) =>
        new(LedColour.Green, facts.Phase == BoxPhase.Running ? LedRhythm.Solid : LedRhythm.Blink);

    // The person who holds the reset button or asked for the box looks at this one LED, so they come first.
    private static LedLook Status(PanelFacts facts) => facts switch
    {
        { Reset: ResetStage.PasswordAndNetwork } => new LedLook(LedColour.Amber, LedRhythm.FastBlink),
        { Reset: ResetStage.FactorySettings } => new LedLook(LedColour.Red, LedRhythm.FastBlink),
        { IsLocating: true } => new LedLook(LedColour.Blue, LedRhythm.DoubleFlash),
        { Phase: not BoxPhase.Running } => new LedLook(LedColour.Green, LedRhythm.Blink),
        { Health: HealthLevel.Failure } => new LedLook(LedColour.Red),
        { Health: HealthLevel.Attention } => new LedLook(LedColour.Amber),
        { Health: HealthLevel.Unknown } => new LedLook(LedColour.Green, LedRhythm.Blink),
        _ => new LedLook(LedColour.Green),
    };

    // A box that stops has proven nothing about the next minute.
    private static LedLook Rec(PanelFacts facts) => facts switch
    {
        { Phase: BoxPhase.Stopping } => LedLook.Off,
        { Recording: RecordingProof.All } => new LedLook(LedColour.Green),
        { Recording: RecordingProof.Some } => new LedLook(LedColour.Amber),
        { Recording: RecordingProof.None } => new LedLook(LedColour.Red, facts.Phase == BoxPhase.Starting ? LedRhythm.Blink : LedRhythm.Solid),
        _ => LedLook.Off,
    };

    // The export borrows this LED: it is beside the USB socket, and its green means "reachable" or "ready".
    private static LedLook Net(PanelFacts facts) => facts.Export switch
    {
        ExportState.Running => new LedLook(LedColour.Blue, LedRhythm.Blink),
        ExportState.Failed => new LedLook(LedColour.Red, LedRhythm.FastBlink),
        ExportState.SafeToRemove => new LedLook(LedColour.Blue),
        ExportState.StickReady => new LedLook(LedColour.Blue, LedRhythm.DoubleFlash),
        _ => facts.HasNetwork ? new LedLook(LedColour.Green) : LedLook.Off,
    };

    private static LedLook Bay(BayState bay) => bay switch
    {
        BayState.Well => new LedLook(LedColour.Green),
        BayState.Unused => new LedLook(LedColour.Green, LedRhythm.DoubleFlash),
        BayState.Rebuilding => new LedLook(LedColour.Amber, LedRhythm.Blink),
        BayState.Worrying => new LedLook(LedColour.Amber),
        BayState.Failed => new LedLook(LedColour.Red),
        BayState.Locating => new LedLook(LedColour.Red, LedRhythm.FastBlink),
        _ => LedLook.Off,
    };

    private static LedLook Port(PortState port) => port switch
    {
        PortState.Well => new LedLook(LedColour.Green),
        PortState.Waiting => new LedLook(LedColour.Green, LedRhythm.Blink),
        PortState.Denied => new LedLook(LedColour.Amber),
        PortState.Fault => new LedLook(LedColour.Red),
        PortState.Locating => new LedLook(LedColour.Green, LedRhythm.FastBlink),
        _ => LedLook.Off,
    };
}
