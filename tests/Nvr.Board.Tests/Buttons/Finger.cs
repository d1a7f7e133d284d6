using Nvr.Board.Buttons;
using Nvr.Board.Parts;

namespace Nvr.Board.Tests.Buttons;

/// <summary>Presses buttons on a clock of its own and collects what was wished. The clock is looked at every 10 ms.</summary>
internal sealed class Finger(PanelKeys keys)
{
    private const long StepMs = 10;

    public long NowMs { get; private set; } = 1_000_000;

    public List<PanelWish> Wishes { get; } = [];

    public void Press(PanelButton button) => keys.Take(button, new ButtonEdge(true, NowMs));

    public void Release(PanelButton button) => keys.Take(button, new ButtonEdge(false, NowMs));

    public void Wait(long milliseconds)
    {
        for (long end = NowMs + milliseconds; NowMs < end;)
        {
            NowMs += StepMs;
            Wishes.AddRange(keys.Advance(NowMs));
        }
    }

    public void Hold(PanelButton button, long milliseconds)
    {
        Press(button);
        Wait(milliseconds);
        Release(button);
        Wait(100);
    }
}
