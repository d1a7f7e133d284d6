using Microsoft.Extensions.Time.Testing;
using Nvr.Board.Files;
using Nvr.Board.Lines;
using Nvr.Board.Panel;
using Nvr.Board.Parts;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Board.Tests.Panel;

/// <summary>The LEDs of the simulated board over time.</summary>
public sealed class PanelConductorTests : IAsyncDisposable
{
    private static readonly PanelFacts Well = new()
    {
        Phase = BoxPhase.Running, Health = HealthLevel.Ok, Recording = RecordingProof.All, HasNetwork = true,
        Bays = [BayState.Well, BayState.Failed], Ports = [PortState.Well, PortState.Fault],
    };

    private readonly FakeTimeProvider time = new();
    private readonly CancellationTokenSource ending = new();
    private readonly HealthBoard health = new();
    private readonly BoardDescription board = BoardFile.Load(BoardFile.SimulatedName);
    private readonly SimulatedLines lines;
    private readonly PanelConductor conductor;
    private readonly Task running;
    private LinePlace? broken;

    public PanelConductorTests()
    {
        BoxClock clock = new(time, Guid.NewGuid());
        lines = new SimulatedLines(clock);
        conductor = new PanelConductor(board, new BreakableLines(lines, line => line == broken), clock, health);
        running = Task.Run(() => conductor.RunAsync(ending.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running;
        ending.Dispose();
    }

    [Fact]
    public async Task Leds_OfABoxThatIsWell_AreLitAsTheFactsSay()
    {
        conductor.Show(Well);

        await IsLitAsync(board.Panel.Leds[PanelLed.Rec].Green!, true);
        await IsLitAsync(board.Panel.Leds[PanelLed.Rec].Red!, false);
        await IsLitAsync(board.Panel.Leds[PanelLed.Power].Green!, true);
        await IsLitAsync(board.Bays[0].Led!.Green!, true);
        await IsLitAsync(board.Bays[1].Led!.Red!, true);
        await IsLitAsync(board.Bays[1].Led!.Green!, false);
        await IsLitAsync(board.Poe!.Ports[1].Led!.Red!, true);
        await IsLitAsync(board.Poe.Ports[2].Led!.Green!, false);
    }

    [Fact]
    public async Task Led_ThatBlinks_FollowsTheClock()
    {
        conductor.Show(Well with { Phase = BoxPhase.Stopping });
        LinePlace power = board.Panel.Leds[PanelLed.Power].Green!;
        await IsLitAsync(board.Panel.Leds[PanelLed.Rec].Green!, false);

        for (int i = 0; i < 4; i++)
        {
            bool before = lines.Read(power);
            await AdvanceUntilAsync(() => lines.Read(power) != before);
        }
    }

    [Fact]
    public async Task Line_ThatCannotBeSet_IsToldAndTriedAgainWhileTheOthersGoOn()
    {
        broken = board.Panel.Leds[PanelLed.Rec].Green;
        conductor.Show(Well);

        await IsLitAsync(board.Bays[1].Led!.Red!, true);
        await Eventually.TrueAsync(() => health.Read() is [{ Part: "panel", Level: HealthLevel.Attention }], "the page tells it");
        broken = null;
        await AdvanceUntilAsync(() => lines.Read(board.Panel.Leds[PanelLed.Rec].Green!));
        await Eventually.TrueAsync(() => health.Read().Count == 0, "all is well again");
    }

    [Fact]
    public async Task Chip_ThatLostItsPower_IsToldAllItsLinesAgain()
    {
        LinePlace rec = board.Panel.Leds[PanelLed.Rec].Green!;
        conductor.Show(Well);
        await IsLitAsync(rec, true);

        lines.Write(rec, false);

        await AdvanceUntilAsync(() => lines.Read(rec));
    }

    private async Task IsLitAsync(LinePlace line, bool lit) => await Eventually.TrueAsync(() => lines.Read(line) == lit, $"line {line.Line} is {(lit ? "lit" : "dark")}");

    private async Task AdvanceUntilAsync(Func<bool> condition) => await Eventually.TrueAsync(
        () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(125));
            return condition();
        },
        "it happens as the clock goes on");
}
