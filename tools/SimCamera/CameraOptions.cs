using SimCamera.Onvif;

namespace SimCamera;

/// <summary>
/// What one simulated camera is: its name in the URL, its codings, its account and its quirks (names from
/// <see cref="Quirks.QuirkCatalog"/>, with a value after <c>=</c>). Sizes in pixels, <see cref="Gop"/> in frames, rates per second.
/// Immutable. Checked by <see cref="SimCameraServer.StartAsync"/>, which throws <see cref="ArgumentException"/> on nonsense.
/// </summary>
public sealed record CameraOptions
{
    public string Name { get; init; } = "cam1";

    public VideoCodec Codec { get; init; } = VideoCodec.H264;

    public AudioCodec Audio { get; init; } = AudioCodec.None;

    public int Width { get; init; } = 1280;

    public int Height { get; init; } = 720;

    public int Fps { get; init; } = 25;

    public int Gop { get; init; } = 50;

    public int Kbit { get; init; } = 2000;

    /// <summary>x264's or x265's quality (CRF) to which pictures are coded, with <see cref="Kbit"/> as the most that they may take; null: that rate is used up.</summary>
    public int? Quality { get; init; }

    /// <summary>Null: a test picture.</summary>
    public RawPictures? Pictures { get; init; }

    /// <summary>Null: no authentication is asked for.</summary>
    public string? User { get; init; }

    public string Password { get; init; } = "";

    public IReadOnlyList<string> Quirks { get; init; } = [];

    /// <summary>True: the camera has a loudspeaker, and takes sound for it over ONVIF's back channel.</summary>
    public bool BackChannel { get; init; }

    /// <summary>Where what the loudspeaker is sent is written as <c>NAME.g711</c>; null: nowhere.</summary>
    public string? HeardDirectory { get; init; }

    /// <summary>Null: the camera speaks RTSP alone.</summary>
    public OnvifOptions? Onvif { get; init; }

    internal void Check()
    {
        bool nameFits = Name.Length is > 0 and <= 64 && Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        Require(nameFits, $"The camera name '{Name}' must be letters, digits, '-' and '_'.");
        Require(Width is >= 64 and <= 2040 && Height is >= 64 and <= 2040, $"The size {Width}x{Height} must lie between 64 and 2040.");
        Require(Width % 8 == 0 && Height % 8 == 0, $"The size {Width}x{Height} must be a multiple of 8.");
        Require(Fps is >= 1 and <= 60, $"{Fps} frames a second: must be 1 to 60.");
        Require(Gop is >= 1 and <= 3000, $"A GOP of {Gop} frames: must be 1 to 3000.");
        Require(Kbit is >= 50 and <= 50_000, $"{Kbit} kbit/s: must be 50 to 50000.");
        Require(Quality is null or (>= 10 and <= 51), $"A quality of {Quality}: must be 10 to 51.");
        Require(Pictures is null || Pictures.Count % Gop == 0, $"{Pictures?.Count} pictures do not end with a GOP of {Gop}.");
        Onvif?.Check();
    }

    private static void Require(bool fine, string sentence)
    {
        if (!fine)
        {
            throw new ArgumentException(sentence);
        }
    }
}
