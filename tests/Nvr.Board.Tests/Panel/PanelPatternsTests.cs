using Nvr.Board.Panel;
using Nvr.Core.Health;

namespace Nvr.Board.Tests.Panel;

/// <summary>Every combination of facts, against what the manual promises of each LED.</summary>
public sealed class PanelPatternsTests
{
    private static IEnumerable<PanelFacts> AllFacts =>
        from phase in Enum.GetValues<BoxPhase>()
        from health in Enum.GetValues<HealthLevel>()
        from recording in Enum.GetValues<RecordingProof>()
        from network in new[] { false, true }
        from export in Enum.GetValues<ExportState>()
        from reset in Enum.GetValues<ResetStage>()
        from locating in new[] { false, true }
        select new PanelFacts
        {
            Phase = phase,
            Health = health,
            Recording = recording,
            HasNetwork = network,
            Export = export,
            Reset = reset,
            IsLocating = locating,
            Bays = Enum.GetValues<BayState>(),
            Ports = Enum.GetValues<PortState>(),
        };

    [Fact]
    public void Rec_OfAllFacts_IsGreenOnlyWhileAllIsProven()
    {
        int green = 0;
        foreach (PanelFacts facts in AllFacts)
        {
            LedLook rec = PanelPatterns.Of(facts).Rec;
            bool mayBeGreen = facts.Recording == RecordingProof.All && facts.Phase != BoxPhase.Stopping;
            Assert.Equal(mayBeGreen, rec.Colour == LedColour.Green);
            Assert.Equal(facts.Recording == RecordingProof.Some && facts.Phase != BoxPhase.Stopping, rec.Colour == LedColour.Amber);
            Assert.Equal(facts.Recording == RecordingProof.None && facts.Phase != BoxPhase.Stopping, rec.Colour == LedColour.Red);
            green += mayBeGreen ? 1 : 0;
        }
        Assert.Equal(2 * 4 * 2 * 5 * 3 * 2, green);
    }

    [Fact]
    public void Power_OfAllFacts_BlinksUnlessTheBoxRuns() => Assert.All(AllFacts, facts => Assert.Equal(
        new LedLook(LedColour.Green, facts.Phase == BoxPhase.Running ? LedRhythm.Solid : LedRhythm.Blink),
        PanelPatterns.Of(facts).Power));

    [Fact]
    public void Status_OfAllFacts_ShowsTheHandOnTheButtonFirstAndSolidGreenForProvenHealthAlone() => Assert.All(AllFacts, facts =>
    {
        LedLook status = PanelPatterns.Of(facts).Status;
        bool handsOn = facts.Reset != ResetStage.None || facts.IsLocating;
        Assert.Equal(facts.Reset == ResetStage.FactorySettings, status == new LedLook(LedColour.Red, LedRhythm.FastBlink));
        Assert.Equal(facts.Reset == ResetStage.PasswordAndNetwork, status == new LedLook(LedColour.Amber, LedRhythm.FastBlink));
        Assert.Equal(facts.Reset == ResetStage.None && facts.IsLocating, status == new LedLook(LedColour.Blue, LedRhythm.DoubleFlash));
        Assert.Equal(!handsOn && facts is { Phase: BoxPhase.Running, Health: HealthLevel.Ok }, status == new LedLook(LedColour.Green));
        Assert.Equal(!handsOn && facts is { Phase: BoxPhase.Running, Health: HealthLevel.Failure }, status == new LedLook(LedColour.Red));
        Assert.Equal(!handsOn && facts is { Phase: BoxPhase.Running, Health: HealthLevel.Attention }, status == new LedLook(LedColour.Amber));
    });

    [Fact]
    public void Net_OfAllFacts_TellsTheStickBeforeTheNetwork() => Assert.All(AllFacts, facts =>
    {
        LedLook net = PanelPatterns.Of(facts).Net;
        Assert.Equal(facts is { Export: ExportState.Idle, HasNetwork: true }, net.Colour == LedColour.Green);
        Assert.Equal(facts is { Export: ExportState.Idle, HasNetwork: false }, net == LedLook.Off);
        Assert.Equal(facts.Export == ExportState.SafeToRemove, net == new LedLook(LedColour.Blue));
        Assert.Equal(facts.Export == ExportState.Failed, net.Colour == LedColour.Red);
    });

    [Fact]
    public void BaysAndPorts_OfEachState_LookDifferent()
    {
        PanelLook look = PanelPatterns.Of(AllFacts.First());

        Assert.Equal(Enum.GetValues<BayState>().Length, look.Bays.Distinct().Count());
        Assert.Equal(Enum.GetValues<PortState>().Length, look.Ports.Distinct().Count());
        Assert.Equal(new LedLook(LedColour.Red), look.Bays[(int)BayState.Failed]);
        Assert.Equal(new LedLook(LedColour.Green), look.Bays[(int)BayState.Well]);
        Assert.Equal(new LedLook(LedColour.Red), look.Ports[(int)PortState.Fault]);
    }

    [Theory]
    [InlineData(LedRhythm.Solid, 0, 999, 1000)]
    [InlineData(LedRhythm.Blink, 0, 499, 500)]
    [InlineData(LedRhythm.FastBlink, 0, 124, 125)]
    [InlineData(LedRhythm.DoubleFlash, 200, 299, 300)]
    public void Look_OverTime_IsLitUntilItsEdge(LedRhythm rhythm, long from, long lastLit, long firstDark)
    {
        var look = new LedLook(LedColour.Red, rhythm);

        Assert.Equal(LedColour.Red, look.At(from));
        Assert.Equal(LedColour.Red, look.At(lastLit));
        Assert.Equal(rhythm == LedRhythm.Solid ? LedColour.Red : LedColour.Off, look.At(firstDark));
        Assert.Equal(look.At(from), look.At(from + 60_000));
    }
}
