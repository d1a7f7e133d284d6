namespace Nvr.Onvif.Media;

/// <summary>A named combination of a source, an encoder and more, for which a camera gives a stream. Nulls where it has none.</summary>
public sealed record MediaProfile
{
    public required string Token { get; init; }

    public string Name { get; init; } = "";

    public bool IsFixed { get; init; }

    /// <summary>Token of the <see cref="VideoSource"/>.</summary>
    public string? SourceToken { get; init; }

    /// <summary>Token of the source's configuration; events name this one or the source's.</summary>
    public string? SourceConfiguration { get; init; }

    public EncoderSettings? Encoder { get; init; }

    public bool HasAudio { get; init; }

    /// <summary>Token of the audio source's configuration; events about sounds name this one.</summary>
    public string? AudioSourceConfiguration { get; init; }

    public string? PtzConfiguration { get; init; }

    /// <summary>Whether the stream carries analytics and events beside the video.</summary>
    public bool HasMetadata { get; init; }

    /// <summary>Token of the audio output configuration: with one and a decoder, sound can be sent to the camera (Profile T).</summary>
    public string? AudioOutputConfiguration { get; init; }

    public string? AudioDecoderConfiguration { get; init; }
}
