using System.Xml.Linq;

namespace Nvr.Onvif.Media;

/// <summary>
/// One video encoder configuration, the same for Media1 and Media2. What the recorder does not know of it is kept and sent back
/// unchanged when it is set. Immutable.
/// </summary>
public sealed record EncoderSettings
{
    public required string Token { get; init; }

    public string Name { get; init; } = "";

    /// <summary>How many profiles use it: a change is seen in all of them.</summary>
    public int UseCount { get; init; }

    public required VideoEncoding Encoding { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>Pictures a second; 0 where the camera sets no limit.</summary>
    public double FrameRate { get; init; }

    /// <summary>Upper limit in kbit/s; 0 where the camera sets none.</summary>
    public int BitrateKbps { get; init; }

    /// <summary>Pictures from one key frame to the next; null where the camera does not tell.</summary>
    public int? GovLength { get; init; }

    /// <summary>The codec's profile, such as <c>Main</c>; null where the camera does not tell.</summary>
    public string? CodecProfile { get; init; }

    public double Quality { get; init; }

    /// <summary>Media2 only; null where the camera does not tell.</summary>
    public bool? ConstantBitrate { get; init; }

    /// <summary>The element as it came.</summary>
    internal XElement? Source { get; init; }

    public bool Equals(EncoderSettings? other) =>
        other is not null && Token == other.Token && Encoding == other.Encoding && Width == other.Width && Height == other.Height
        && FrameRate == other.FrameRate && BitrateKbps == other.BitrateKbps && GovLength == other.GovLength
        && CodecProfile == other.CodecProfile && Quality == other.Quality && ConstantBitrate == other.ConstantBitrate;

    public override int GetHashCode() => HashCode.Combine(Token, Encoding, Width, Height, FrameRate, BitrateKbps, GovLength);
}
