namespace Nvr.Onvif.Media;

/// <summary>What a camera lets be chosen for one encoder and one coding. Empty lists and nulls where it does not say.</summary>
public sealed record EncoderOptions
{
    public required VideoEncoding Encoding { get; init; }

    /// <summary>Sizes in pixels, as the camera orders them.</summary>
    public IReadOnlyList<(int Width, int Height)> Resolutions { get; init; } = [];

    /// <summary>Single rates where the camera lists them, else the ends of its range.</summary>
    public IReadOnlyList<double> FrameRates { get; init; } = [];

    /// <summary>Whether <see cref="FrameRates"/> holds the ends of a range.</summary>
    public bool FrameRatesAreRange { get; init; }

    public (int Min, int Max)? GovLength { get; init; }

    /// <summary>In kbit/s.</summary>
    public (int Min, int Max)? Bitrate { get; init; }

    public IReadOnlyList<string> CodecProfiles { get; init; } = [];

    public (double Min, double Max)? Quality { get; init; }
}
