using Nvr.Core.Time;
using Nvr.Onvif.Media;

namespace Nvr.Adoption.Devices;

/// <summary>
/// Something that the box changed on a device, with what is needed to undo it: set <see cref="Before"/> again. Settings that the device keeps
/// but the box does not know are not stored: read the encoder first, then lay the stored values over it.
/// </summary>
public sealed record DeviceChange
{
    public required UtcTime At { get; init; }

    public required EncoderSettings Before { get; init; }

    public required EncoderSettings After { get; init; }

    /// <summary>In words, for the user.</summary>
    public IReadOnlyList<SettingChange> Settings { get; init; } = [];

    /// <summary>When it was undone; null while it is in force.</summary>
    public UtcTime? UndoneAt { get; init; }
}
