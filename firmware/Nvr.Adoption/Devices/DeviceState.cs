namespace Nvr.Adoption.Devices;

/// <summary>Where a device is in its life. <see cref="DeviceLife"/> says what leads from one to the other.</summary>
public enum DeviceState
{
    /// <summary>Something is there; what it is, is not known.</summary>
    Found,

    /// <summary>It told its maker, model or serial number, or described its stream.</summary>
    Identified,

    /// <summary>It wants a user name and password that are not known, or rejects those that are.</summary>
    NeedsPassword,

    /// <summary>Its sources are cameras of this box; nothing is proven to arrive right now.</summary>
    SetUp,

    /// <summary>Proven: pictures of at least one of its sources are being recorded. Never read from disk, only from the streams.</summary>
    Recording,

    /// <summary>A person said: not this one.</summary>
    Ignored,

    /// <summary>It was here, and is not any more.</summary>
    Lost,
}
