using Nvr.Adoption.Adopted;
using Nvr.Core;

namespace Nvr.Adoption.Healing;

/// <summary>Asks devices to restart. Thread-safe. Failures are <see cref="NvrException"/>.</summary>
public interface IRebooter
{
    /// <summary>Returns when the device has said that it will; it is gone for a minute or two then. A device without ONVIF: Unsupported.</summary>
    Task RebootAsync(AdoptedDevice device, CancellationToken cancellation);
}
