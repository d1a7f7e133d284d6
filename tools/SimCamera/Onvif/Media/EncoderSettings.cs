namespace SimCamera.Onvif.Media;

/// <summary>What one stream's coder is set to. Sizes in pixels, <paramref name="Gop"/> in frames. Immutable.</summary>
internal sealed record EncoderSettings(VideoCodec Codec, int Width, int Height, int Fps, int Gop, int Kbit);
