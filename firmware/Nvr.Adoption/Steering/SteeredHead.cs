using Nvr.Onvif;
using Nvr.Onvif.Ptz;

namespace Nvr.Adoption.Steering;

/// <summary>A connection to a camera that can be turned, the profile by which it is, and whether its home can be set. Disposing closes the connection.</summary>
internal sealed record SteeredHead(OnvifTarget Target, OnvifCamera Camera, PtzClient Ptz, string Profile, bool CanSetHome) : IDisposable
{
    public void Dispose() => Camera.Dispose();
}
