namespace Vm.Tests.Panels;

/// <summary>One light on lines of a chip, and what a person sees of it. Immutable.</summary>
/// <param name="Green">The bit of its green line; null where it has none, as the others.</param>
internal sealed record Lamp(int? Green, int? Red = null, int? Blue = null)
{
    /// <summary>"off", or a colour with "solid", "blink", "fastBlink" or "doubleFlash"; null where it looks like nothing that is known, as when it changes meanwhile.</summary>
    /// <param name="outputs">The levels of the chip's lines at many moments, a bit for each.</param>
    /// <param name="seconds">How long they were watched.</param>
    public string? Seen(IReadOnlyList<int> outputs, double seconds)
    {
        string[] colours = [.. outputs.Select(ColourOf)];
        string[] lit = [.. colours.Where(c => c != "off").Distinct()];
        if (lit.Length == 0)
        {
            return "off";
        }
        double rises = colours.Zip(colours.Skip(1)).Count(pair => pair.First == "off" && pair.Second != "off") / seconds;
        double share = colours.Count(c => c != "off") / (double)colours.Length;
        string? rhythm = (rises, share) switch
        {
            (_, 1) => "solid",
            ( > 0.7 and < 1.3, > 0.35 and < 0.65) => "blink",
            ( > 1.5 and < 2.4, < 0.4) => "doubleFlash",
            ( > 2.6 and < 5, > 0.3 and < 0.7) => "fastBlink",
            _ => null,
        };
        // Two lines of one chip are set one after the other: now and then a moment in between is seen.
        string most = lit.MaxBy(l => colours.Count(c => c == l))!;
        return rhythm is null || colours.Count(c => c != "off" && c != most) > colours.Length / 10 ? null : $"{most} {rhythm}";
    }

    private string ColourOf(int levels) => (IsLit(levels, Green), IsLit(levels, Red), IsLit(levels, Blue)) switch
    {
        (false, false, false) => "off",
        (true, false, false) => "green",
        (false, true, false) => "red",
        (true, true, false) => "amber",
        (false, false, true) => "blue",
        _ => "mixed",
    };

    private static bool IsLit(int levels, int? bit) => bit is { } line && ((levels >> line) & 1) == 1;
}
