using Scenes;

namespace Bench.Decoding;

/// <summary>Scenes as a camera has them most of the time: somebody comes now and then.</summary>
internal static class Yard
{
    private static SceneOptions Of(string name, int seed) => new(name, seed) { People = 2, Cars = 1, Seconds = 160 };

    /// <summary>Shown in every coding.</summary>
    public static IReadOnlyList<SceneOptions> Plain { get; } =
    [
        new SceneOptions("nobody", 41) { Noise = 1, Seconds = 160 },
        Of("still", 31) with { Noise = 1 },
        Of("day", 32),
        Of("low contrast", 33) with { Contrast = 10 },
    ];

    /// <summary>Shown in two.</summary>
    public static IReadOnlyList<SceneOptions> Weather { get; } =
    [
        Of("night, little noise", 40) with { Brightness = 0.2, Noise = 1, Contrast = 60 },
        Of("clouds", 35) with { Light = 0.35 },
        Of("leaves", 36) with { Wind = 4 },
        Of("rain", 37) with { Rain = 250 },
        Of("shake", 38) with { Shake = 2 },
        Of("night", 39) with { Brightness = 0.2, Noise = 4, Contrast = 60 },
        Of("noise", 34) with { Noise = 9 },
    ];

    /// <summary>Each scene with the codings that it is shown in.</summary>
    public static IEnumerable<(SceneOptions Scene, IReadOnlyList<Coding> Codings)> All => [.. Plain.Select(s => (s, Coding.All)), .. Weather.Select(s => (s, Coding.Usual))];
}
