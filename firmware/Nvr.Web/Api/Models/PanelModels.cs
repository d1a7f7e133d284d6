using Nvr.Web.Panel;

namespace Nvr.Web.Api.Models;

internal sealed record LedModel(string Group, string Name, string Colour, string Rhythm);

internal sealed record PanelModel(bool Simulated, bool Locating, IReadOnlyList<LedModel> Leds, IReadOnlyList<string> Buttons)
{
    public static PanelModel Of(FrontPanelView view) =>
        new(view.IsSimulated, view.IsLocating, [.. view.Leds.Select(l => new LedModel(l.Group, l.Name, l.Colour, l.Rhythm))], view.Buttons);
}

internal sealed record LocateBody(bool Locating);

internal sealed record PressBody(bool Pressed);
