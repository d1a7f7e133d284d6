using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Import;

/// <summary>Reads words as people write them. An empty cell is the usual setting; null is a word that is not understood. Pure.</summary>
internal static class CsvValues
{
    public static bool? Flag(string text) => text.ToLowerInvariant() switch
    {
        "" or "yes" or "y" or "true" or "1" or "on" or "x" or "ja" or "oui" => true,
        "no" or "n" or "false" or "0" or "off" or "nein" or "non" => false,
        _ => null,
    };

    public static CameraTransport? Transport(string text) => text.ToLowerInvariant() switch
    {
        "" or "auto" or "automatic" or "rtsp" => CameraTransport.Auto,
        "tcp" or "interleaved" => CameraTransport.Tcp,
        "udp" => CameraTransport.Udp,
        "multicast" => CameraTransport.Multicast,
        _ => null,
    };
}
