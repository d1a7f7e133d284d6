using Nvr.Board.Panel;
using Nvr.Board.Parts;

namespace Nvr.Board.Buttons;

/// <summary>
/// Turns presses into wishes. Owned by one thread, which hands in the edges as they come and looks at the clock at least every 25 ms while
/// <see cref="IsBusy"/>. What was held when the box started does nothing until it was let go.
/// </summary>
/// <remarks>
/// Export and power act when the button is let go, since only then it is known how long it was held; cancelling acts after three seconds of holding,
/// so that the person sees it happen (Buffalo's copy key). Reset acts on letting go within a stage, and outside of one does nothing (SMA's).
/// </remarks>
public sealed class PanelKeys
{
    private const long CancelAfterMs = 3_000;
    private const long ShortestPressMs = 50;
    private const long LongestShutDownPressMs = 5_000;

    private readonly Dictionary<PanelButton, SteadyButton> buttons = Enum.GetValues<PanelButton>().ToDictionary(b => b, _ => new SteadyButton());
    private readonly HashSet<PanelButton> ignored = [];
    private readonly HashSet<PanelButton> unrest = [];

    /// <summary>True while a button is held or has not come to rest, and the clock must be looked at.</summary>
    public bool IsBusy => unrest.Count > 0;

    /// <summary>Says that a button was down already when the box started, by a coin in the slot or a short circuit.</summary>
    public void IgnoreUntilReleased(PanelButton button)
    {
        ignored.Add(button);
        Take(button, new ButtonEdge(true, long.MinValue / 2));
    }

    public void Take(PanelButton button, ButtonEdge edge)
    {
        buttons[button].Take(edge);
        unrest.Add(button);
    }

    /// <summary>What letting go of the reset button would do now.</summary>
    public ResetStage StageAt(long nowMs)
    {
        SteadyButton reset = buttons[PanelButton.Reset];
        return reset.IsPressed && !ignored.Contains(PanelButton.Reset) ? StageOf(nowMs - reset.SinceMs) : ResetStage.None;
    }

    /// <summary>The wishes that have become clear, in no order.</summary>
    public IEnumerable<PanelWish> Advance(long nowMs)
    {
        var wishes = new List<PanelWish>();
        foreach (PanelButton button in unrest.ToArray())
        {
            if (WishOf(button, nowMs) is { } wish)
            {
                wishes.Add(wish);
            }
        }
        return wishes;
    }

    private static ResetStage StageOf(long heldMs) => heldMs switch
    {
        >= 5_000 and < 10_000 => ResetStage.PasswordAndNetwork,
        >= 15_000 and < 20_000 => ResetStage.FactorySettings,
        _ => ResetStage.None,
    };

    private PanelWish? WishOf(PanelButton button, long nowMs)
    {
        SteadyButton steady = buttons[button];
        long pressedAtMs = steady.SinceMs;
        ButtonEdge? change = steady.Advance(nowMs);
        if (change is { IsPressed: false } released)
        {
            unrest.Remove(button);
            return ignored.Remove(button) ? null : OnRelease(button, released.MonotonicMs - pressedAtMs);
        }
        if (!steady.IsPressed && change is null && steady.IsAtRest)
        {
            // Also what was held at the start and let go before anybody looked.
            unrest.Remove(button);
            ignored.Remove(button);
        }
        return OnHold(button, steady, nowMs);
    }

    private PanelWish? OnHold(PanelButton button, SteadyButton steady, long nowMs)
    {
        if (button != PanelButton.Export || !steady.IsPressed || nowMs - steady.SinceMs < CancelAfterMs || !ignored.Add(button))
        {
            return null;
        }
        return PanelWish.CancelExport;
    }

    private static PanelWish? OnRelease(PanelButton button, long heldMs) => (button, StageOf(heldMs)) switch
    {
        _ when heldMs < ShortestPressMs => null,
        (PanelButton.Export, _) => PanelWish.Export,
        (PanelButton.Power, _) when heldMs <= LongestShutDownPressMs => PanelWish.ShutDown,
        (PanelButton.Reset, ResetStage.PasswordAndNetwork) => PanelWish.ResetPasswordAndNetwork,
        (PanelButton.Reset, ResetStage.FactorySettings) => PanelWish.ResetToFactory,
        (PanelButton.Locate, _) => PanelWish.Locate,
        (PanelButton.Mute, _) => PanelWish.Mute,
        _ => null,
    };
}
