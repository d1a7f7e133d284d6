using Nvr.Board.Parts;

namespace Nvr.Board.Panel;

/// <summary>One LED of a board and what it shows. Immutable.</summary>
/// <param name="Group"><c>panel</c>, <c>bay</c> or <c>port</c>.</param>
/// <param name="Name">As printed on the case.</param>
/// <param name="Led">How it is wired.</param>
/// <param name="Pick">Its part of a look.</param>
public sealed record PanelLight(string Group, string Name, LedDescription Led, Func<PanelLook, LedLook> Pick)
{
    /// <summary>All LEDs of a board in the order of the case: the panel's own, then disk bays, then PoE ports.</summary>
    public static IReadOnlyList<PanelLight> Of(BoardDescription board) =>
    [
        .. board.Panel.Leds.Select(l => new PanelLight("panel", NameOf(l.Key), l.Value, PickOf(l.Key))),
        .. board.Bays.Index().Where(b => b.Item.Led is not null)
            .Select(b => new PanelLight("bay", b.Item.Name, b.Item.Led!, look => look.Bays.ElementAtOrDefault(b.Index))),
        .. (board.Poe?.Ports ?? []).Index().Where(p => p.Item.Led is not null)
            .Select(p => new PanelLight("port", p.Item.Name, p.Item.Led!, look => look.Ports.ElementAtOrDefault(p.Index))),
    ];

    private static string NameOf(PanelLed led) => led.ToString().ToLowerInvariant();

    private static Func<PanelLook, LedLook> PickOf(PanelLed led) => led switch
    {
        PanelLed.Power => look => look.Power,
        PanelLed.Status => look => look.Status,
        PanelLed.Rec => look => look.Rec,
        _ => look => look.Net,
    };
}
