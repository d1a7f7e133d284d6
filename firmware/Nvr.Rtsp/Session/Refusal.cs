using Nvr.Core;
using Nvr.Rtsp.Connection;

namespace Nvr.Rtsp.Session;

/// <summary>What a camera's error status means to its owner.</summary>
internal static class Refusal
{
    private const int MaxReason = 60;

    public static NvrException From(string method, RtspMessage reply) => reply.Status switch
    {
        0 => new NvrException(ErrorKind.Protocol, $"The camera's answer to {method} makes no sense. It may need a restart or newer firmware."),
        403 => Refused("The camera forbids this user to see the stream. Give the user the right to view it."),
        404 => Refused("The camera has no stream at this address. Check the path of the address."),
        453 => Refused("The camera cannot serve another viewer. Close other viewers, or lower its picture quality."),
        454 => Refused("The camera forgot the session. It may be restarting."),
        461 => Refused("The camera does not send in the wanted way. Choose another transport in the camera's settings."),
        503 => Refused("The camera is busy, or its stream is not running. Close other viewers, or restart it."),
        _ => Refused($"The camera answered '{reply.Status} {Printable(reply.Reason)}' to {method}."),
    };

    private static NvrException Refused(string sentence) => new(ErrorKind.Refused, sentence);

    private static string Printable(string reason) =>
        string.Concat(reason.Where(c => c is >= ' ' and <= '~').Take(MaxReason));
}
