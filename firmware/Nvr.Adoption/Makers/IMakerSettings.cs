using Nvr.Onvif.Web;

namespace Nvr.Adoption.Makers;

/// <summary>
/// The "smart codec" of one maker's cameras, over that maker's own web interface. Stateless. Failures are <see cref="Core.NvrException"/>: Unsupported
/// where a camera has no such setting, Refused, and those of <see cref="CameraWeb"/>.
/// </summary>
internal interface IMakerSettings
{
    /// <summary>As <see cref="Paths.PathTable"/> names the maker.</summary>
    IReadOnlyList<string> Makers { get; }

    /// <summary>All settings of all channels that make key pictures rare or irregular.</summary>
    Task<IReadOnlyList<MakerValue>> ReadAsync(CameraWeb web, CancellationToken cancellation);

    /// <summary>Sets one of those that were read. True when the camera says that it has to be restarted first.</summary>
    Task<bool> SetAsync(CameraWeb web, string key, string value, CancellationToken cancellation);
}
