namespace Nvr.Core.Objects;

/// <summary>How the picture is laid out that a model takes. Each value of a pixel, 0 to 255, becomes (value x scale - mean) / deviation of its channel. Immutable.</summary>
/// <param name="Colours">In which order the channels come; mean and deviation are in the same order.</param>
/// <param name="Mean">Three; left out, nothing is taken away.</param>
/// <param name="Deviation">Three, none of them zero; left out, nothing is divided.</param>
public sealed record InputForm(
    PixelLayout Layout = PixelLayout.Nchw,
    ColourOrder Colours = ColourOrder.Rgb,
    PixelType Type = PixelType.Float,
    PictureFit Fit = PictureFit.Letterbox,
    float Scale = 1f / 255,
    IReadOnlyList<float>? Mean = null,
    IReadOnlyList<float>? Deviation = null);

/// <summary>Where the channels are in a model's input of one picture.</summary>
public enum PixelLayout
{
    /// <summary>Three planes, one after the other.</summary>
    Nchw,

    /// <summary>The three channels of a pixel side by side.</summary>
    Nhwc,
}

/// <summary>The order of a model's channels.</summary>
public enum ColourOrder
{
    Rgb,
    Bgr,
}

/// <summary>What a number of a model's input is.</summary>
public enum PixelType
{
    /// <summary>32 bits.</summary>
    Float,

    /// <summary>8 bits, 0 to 255 as they are.</summary>
    Byte,
}

/// <summary>How a region of a camera's picture gets the shape of a model's.</summary>
public enum PictureFit
{
    /// <summary>Keeps its proportions; what is left over is grey (114), as YOLO's training has it.</summary>
    Letterbox,

    /// <summary>Fills the model's picture, whatever that does to its proportions.</summary>
    Stretch,
}
