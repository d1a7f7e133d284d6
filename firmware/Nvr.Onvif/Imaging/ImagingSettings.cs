using System.Xml.Linq;

namespace Nvr.Onvif.Imaging;

/// <summary>The basics of how a source makes its picture, in the camera's own units. Nulls where it does not tell.</summary>
public sealed record ImagingSettings
{
    public double? Brightness { get; init; }

    public double? ColorSaturation { get; init; }

    public double? Contrast { get; init; }

    public double? Sharpness { get; init; }

    /// <summary>ON (day), OFF (night) or AUTO.</summary>
    public string? IrCutFilter { get; init; }

    /// <summary>The element as it came: what is not known of it is kept when it is set.</summary>
    internal XElement? Source { get; init; }
}
