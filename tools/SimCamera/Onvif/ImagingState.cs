namespace SimCamera.Onvif;

/// <summary>The picture settings of one source, from 0 to 100. Thread-safe: each value is replaced whole.</summary>
internal sealed class ImagingState
{
    public double Brightness { get; set; } = 50;

    public double Contrast { get; set; } = 50;

    public double Saturation { get; set; } = 50;

    public double Sharpness { get; set; } = 50;

    public string IrCutFilter { get; set; } = "AUTO";
}
