using System.Net;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Recording.Cameras;

namespace Nvr.Recording.Streams;

/// <summary>
/// Looks names up when a connection is made, and refuses those that lead to this box by now: a name that was another device's when it was entered
/// may have been pointed here since. Thread-safe.
/// </summary>
/// <param name="allowOwn">For boards that may be their own camera.</param>
/// <param name="resolve">Who knows the names.</param>
public sealed class NameGuard(bool allowOwn, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>With the machine's own resolver.</summary>
    public static NameGuard Of(bool allowOwn) => new(allowOwn, Dns.GetHostAddressesAsync);

    /// <summary>One address of this box among them is enough to refuse: which one is tried first is the name server's choice.</summary>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        IPAddress[] found = await resolve(host, cancellation);
        if (allowOwn || !found.Any(CameraAddressRule.IsOwn))
        {
            return found;
        }
        LedAway.Note();
        throw new NvrException(ErrorKind.Refused, $"The name {host} leads to this recorder itself by now. Enter the camera's IP address.");
    }
}
