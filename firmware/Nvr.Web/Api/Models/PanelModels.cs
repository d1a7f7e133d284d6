using System.Text.Json.Serialization;
using Nvr.Board.Panel;
using Nvr.Web.OpenApi;
using Nvr.Web.Panel;

namespace Nvr.Web.Api.Models;

internal sealed record LedModel([property: OneOf("panel", "bay", "port")] string Group, string Name, [property: OneOf(typeof(LedColour))] string Colour, [property: OneOf(typeof(LedRhythm))] string Rhythm);

internal sealed record DisplayModel(int Width, int Height, ReadOnlyMemory<byte> Pages, IReadOnlyList<string> Words)
{
    public static DisplayModel Of(FrontDisplay display) => new(display.Width, display.Height, display.Pages, display.Words);
}

internal sealed record BuzzerModel(bool Sounding, bool Muted);

internal sealed record FanModel(int Percent, double? Celsius, int? Rpm, bool Stalled);

internal sealed record PanelModel(bool Simulated, bool Locating, IReadOnlyList<LedModel> Leds, IReadOnlyList<string> Buttons, DisplayModel? Display, BuzzerModel? Buzzer, FanModel? Fan)
{
    public static PanelModel Of(FrontPanelView view) => new(
        view.IsSimulated,
        view.IsLocating,
        [.. view.Leds.Select(l => new LedModel(l.Group, l.Name, l.Colour, l.Rhythm))],
        view.Buttons,
        view.Display is { } display ? DisplayModel.Of(display) : null,
        view.Buzzer is { } buzzer ? new BuzzerModel(buzzer.IsSounding, buzzer.IsMuted) : null,
        view.Fan is { } fan ? new FanModel(fan.Percent, fan.Celsius, fan.Rpm, fan.IsStalled) : null);
}

internal sealed record LocateBody([property: JsonRequired] bool Locating);

internal sealed record PressBody([property: JsonRequired] bool Pressed);

internal sealed record WarmBody(double? Celsius, bool Stuck = false);
