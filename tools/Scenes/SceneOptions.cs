namespace Scenes;

/// <summary>What a scene is like. Everything in it follows from these and is the same each time. Immutable.</summary>
public sealed record SceneOptions(string Name, int Seed)
{
    public int Width { get; init; } = 640;

    public int Height { get; init; } = 360;

    public double Seconds { get; init; } = 60;

    /// <summary>Standard deviation of the sensor's noise, levels.</summary>
    public double Noise { get; init; } = 2;

    /// <summary>People that walk through, at moments and on ways of their own.</summary>
    public int People { get; init; }

    /// <summary>Cars that drive through.</summary>
    public int Cars { get; init; }

    /// <summary>By how much people and cars differ from the brightness of the ground behind them, levels.</summary>
    public double Contrast { get; init; } = 25;

    /// <summary>By how much the light comes and goes, as a share of it: clouds, and the camera's exposure that follows.</summary>
    public double Light { get; init; }

    /// <summary>Seconds after which somebody switches on or off a lamp that lights everything; null: nobody.</summary>
    public double? Switch { get; init; }

    /// <summary>By how many pixels leaves are moved by the wind.</summary>
    public double Wind { get; init; }

    /// <summary>Streaks of rain in a picture.</summary>
    public int Rain { get; init; }

    /// <summary>By how many pixels the camera shakes.</summary>
    public double Shake { get; init; }

    /// <summary>Share of the day's light: below 0.3 the noise is amplified as a camera does at night.</summary>
    public double Brightness { get; init; } = 1;
}
