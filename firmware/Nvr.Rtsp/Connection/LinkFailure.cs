using System.Net.Sockets;
using Nvr.Core;

namespace Nvr.Rtsp.Connection;

/// <summary>The sentences for connections that fail; none names an address, which the caller knows.</summary>
internal static class LinkFailure
{
    public static NvrException Closed() =>
        new(ErrorKind.Unreachable, "The camera closed the connection. It may be restarting, or have too many viewers.");

    public static NvrException Broken(SocketError error) => new(ErrorKind.Unreachable, error switch
    {
        SocketError.ConnectionRefused => "The camera is there, but nothing answers at its RTSP port. Check the port, and that RTSP is switched on.",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown =>
            "There is no way to the camera. Check its address and its cable.",
        SocketError.TimedOut => "The camera does not answer. Check that it is switched on and connected.",
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown =>
            "The camera broke off the connection. It may be restarting.",
        _ => $"The connection to the camera failed ({error}).",
    });

    public static NvrException NoAnswer() =>
        new(ErrorKind.Unreachable, "The camera does not answer. Check that it is switched on and connected.");
}
