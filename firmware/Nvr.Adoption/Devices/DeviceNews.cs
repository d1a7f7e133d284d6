namespace Nvr.Adoption.Devices;

/// <summary>What is learnt about a device, as far as it moves its life on.</summary>
public enum DeviceNews
{
    /// <summary>It shows itself on the network.</summary>
    Seen,

    Identified,

    /// <summary>A password is missing or was rejected.</summary>
    PasswordNeeded,

    /// <summary>Its sources became cameras.</summary>
    SetUp,

    RecordingBegan,
    RecordingStopped,

    /// <summary>A person wants it left alone.</summary>
    Ignore,

    /// <summary>A person wants it after all.</summary>
    Welcome,

    /// <summary>It does not answer any more.</summary>
    Gone,

    /// <summary>The last of its cameras was removed.</summary>
    Released,
}
