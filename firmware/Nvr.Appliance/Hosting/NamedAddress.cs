using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Appliance.Hosting;

/// <summary>A camera as named on the command line: <c>NAME=rtsp://…</c>.</summary>
internal sealed record NamedAddress(string Name, Uri Url)
{
    public static NamedAddress Parse(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"--camera {text} is not NAME=URL, for example door=rtsp://192.168.1.20/stream1.");
        }
        string name = text[..at];
        return new NamedAddress(name, CameraAddressRule.Parse(text[(at + 1)..], $"--camera {name}"));
    }
}
