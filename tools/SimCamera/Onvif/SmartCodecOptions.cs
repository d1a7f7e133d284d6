namespace SimCamera.Onvif;

/// <summary>
/// The "smart codec" of a device's main streams: while it is on, key pictures come rarely and at no fixed distance, whatever the coder's settings say. It is
/// switched over the interface of the maker that <see cref="OnvifOptions.Maker"/> names (Hikvision, Dahua or Axis; others have none). Immutable.
/// </summary>
public sealed record SmartCodecOptions
{
    public bool IsOn { get; init; } = true;

    public SmartCodecFault Fault { get; init; }
}
