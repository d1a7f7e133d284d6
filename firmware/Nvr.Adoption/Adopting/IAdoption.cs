using Nvr.Adoption.Devices;
using Nvr.Recording.Streams;

namespace Nvr.Adoption.Adopting;

/// <summary>
/// What a person may ask about the devices on the network. Thread-safe. Failures are <see cref="Nvr.Core.NvrException"/>: NotFound for a device
/// that is not in the book, Conflict for what contradicts its state or the mode, InvalidInput for what was entered.
/// </summary>
public interface IAdoption
{
    AdoptionMode Mode { get; }

    /// <summary>All devices that are known, in the order in which they were first seen.</summary>
    IReadOnlyList<DeviceReport> List();

    /// <summary>
    /// Takes a device in, whatever the policy says, and returns how that ended: a password that is wrong or a device that does not answer is told
    /// in the report, not thrown. Returns after at most a minute; what is not done by then goes on.
    /// </summary>
    Task<DeviceReport> AdoptAsync(DeviceId id, AdoptionRequest request, CancellationToken cancellation);

    /// <summary>
    /// Where a picture of a device can be had that is not taken in yet: the smaller one of its first source. No password is tried, and nothing is changed on it. Conflict when it asks
    /// for one; Unreachable, Protocol and Unsupported as the device is.
    /// </summary>
    Task<StreamAddress> FindPictureAsync(DeviceId id, CancellationToken cancellation);

    /// <summary>Leaves a device alone until a person adopts it. Its cameras, if any, stay.</summary>
    DeviceReport Ignore(DeviceId id);

    /// <summary>Sets the encoders of a device to what they were before the box changed them.</summary>
    Task<DeviceReport> RevertAsync(DeviceId id, CancellationToken cancellation);

    /// <summary>Sets the account that the cameras of this site have; devices that wait for a password are tried with it.</summary>
    void SetSiteAccount(CameraAccount account);
}
