namespace Nvr.Onvif.Media;

/// <summary>What was done to an encoder. To reverse it, set <paramref name="Before"/> again.</summary>
public sealed record EncoderChange(EncoderSettings Before, EncoderSettings After, IReadOnlyList<SettingChange> Settings);
