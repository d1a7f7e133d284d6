using System.Security.Cryptography;
using System.Text;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Adopted;

/// <summary>The cameras that no device of the book has: those entered by hand. Cameras at one host are taken for one device. Pure.</summary>
internal static class HandCameras
{
    public static IEnumerable<CameraView> In(ICameraDirectory cameras, IDeviceBook book)
    {
        HashSet<CameraId> adopted = [.. book.List().SelectMany(d => d.Sources).Select(s => s.CameraId)];
        // A capture card's input has no host.
        return cameras.List().Where(c => c.Settings.MainUrl.Host.Length > 0 && !adopted.Contains(c.Id));
    }

    public static string HostOf(CameraView camera) => camera.Settings.MainUrl.Host;

    /// <summary>The same in each run of the program, so that the bounds of a day hold.</summary>
    public static DeviceId IdOf(string host) => new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"hand/{host}")).AsSpan(0, 16)));
}
