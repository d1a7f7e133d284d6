namespace Nvr.Onvif.Device;

/// <summary>A service that a camera may offer, as far as the recorder uses it.</summary>
public enum OnvifService
{
    Device,
    Media1,
    Media2,
    Events,
    Ptz,
    Imaging,
    Analytics,
    Recording,
    Search,
    Replay,
    DeviceIo,
}
