namespace Nvr.Web.Panel;

/// <summary>One LED. Immutable.</summary>
/// <param name="Group"><c>panel</c>, <c>bay</c> or <c>port</c>.</param>
/// <param name="Name">As printed on the case: <c>rec</c>, or the number of the bay or port.</param>
/// <param name="Colour"><c>off</c>, <c>green</c>, <c>amber</c>, <c>red</c> or <c>blue</c>, as this LED can show it.</param>
/// <param name="Rhythm"><c>solid</c>, <c>blink</c>, <c>fastBlink</c> or <c>doubleFlash</c>.</param>
public sealed record FrontLed(string Group, string Name, string Colour, string Rhythm);
