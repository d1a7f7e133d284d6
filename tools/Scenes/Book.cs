namespace Scenes;

/// <summary>The scenes by which the watcher is judged.</summary>
public static class Book
{
    public static IReadOnlyList<SceneOptions> All { get; } =
    [
        new("empty", 1) { Noise = 3 },
        new("day", 2) { People = 5, Cars = 3, Seconds = 120 },
        new("low contrast", 3) { People = 5, Cars = 3, Contrast = 10, Seconds = 120 },
        new("noise", 4) { Noise = 9, People = 5, Cars = 3, Seconds = 120 },
        new("clouds", 5) { Light = 0.35, People = 5, Cars = 3, Seconds = 120 },
        new("clouds, nobody", 6) { Light = 0.4, Seconds = 300 },
        new("lamp", 7) { Switch = 30, Seconds = 60 },
        new("leaves", 8) { Wind = 4, People = 5, Cars = 3, Seconds = 120 },
        new("leaves, nobody", 9) { Wind = 6, Seconds = 300 },
        new("rain", 10) { Rain = 250, People = 5, Cars = 3, Seconds = 120 },
        new("rain, nobody", 11) { Rain = 400, Seconds = 300 },
        new("shake", 12) { Shake = 2, People = 5, Cars = 3, Seconds = 120 },
        new("shake, nobody", 13) { Shake = 4, Seconds = 300 },
        new("night", 14) { Brightness = 0.2, Noise = 4, Contrast = 60, People = 5, Cars = 3, Seconds = 120 },
        new("night, nobody", 15) { Brightness = 0.2, Noise = 5, Seconds = 300 },
        new("storm", 16) { Wind = 5, Rain = 250, Shake = 1.5, Light = 0.2, People = 5, Cars = 3, Seconds = 120 },
    ];
}
