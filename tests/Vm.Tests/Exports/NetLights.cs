namespace Vm.Tests.Exports;

/// <summary>What the NET light can look like.</summary>
internal enum NetLight
{
    GreenSolid,
    BlueDoubleFlash,
    BlueBlink,
    BlueSolid,
    RedFastBlink,
}

/// <summary>From levels of the light's lines, one after the other, to what a person sees.</summary>
internal static class NetLights
{
    public const int Green = 1;
    public const int Red = 2;
    public const int Blue = 3;

    /// <summary>Null where it looks like nothing that is known, as when it changes meanwhile.</summary>
    /// <param name="outputs">The levels of all lines at many moments, a bit for each.</param>
    /// <param name="seconds">How long they were watched.</param>
    public static NetLight? Of(IReadOnlyList<int> outputs, double seconds)
    {
        (int[] green, int[] red, int[] blue) = (Of(outputs, Green), Of(outputs, Red), Of(outputs, Blue));
        return (green.Contains(1), red.Contains(1), blue.Contains(1)) switch
        {
            (true, false, false) when !green.Contains(0) => NetLight.GreenSolid,
            (false, true, false) when PerSecond(red) is > 2.5 and < 5 => NetLight.RedFastBlink,
            (false, false, true) when !blue.Contains(0) => NetLight.BlueSolid,
            (false, false, true) when PerSecond(blue) is > 0.7 and < 1.3 => NetLight.BlueBlink,
            (false, false, true) when PerSecond(blue) is > 1.5 and < 2.5 => NetLight.BlueDoubleFlash,
            _ => null,
        };

        double PerSecond(int[] levels) => levels.Zip(levels.Skip(1)).Count(pair => pair is (0, 1)) / seconds;
    }

    private static int[] Of(IReadOnlyList<int> outputs, int line) => [.. outputs.Select(o => (o >> line) & 1)];
}
