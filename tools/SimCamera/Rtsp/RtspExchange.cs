namespace SimCamera.Rtsp;

/// <summary>One request on its way through the server, with what it is about. Used by one connection's task.</summary>
internal sealed class RtspExchange(RtspConnection connection, SimulatedCamera camera, RtspPath path, RtspRequest request, CancellationToken stop)
{
    public RtspConnection Connection { get; } = connection;

    public SimulatedCamera Camera { get; } = camera;

    public RtspPath Path { get; } = path;

    public RtspRequest Request { get; } = request;

    /// <summary>Ends with the connection.</summary>
    public CancellationToken Stop { get; } = stop;

    /// <summary>Run after the answer was written.</summary>
    public Action? AfterReply { get; set; }

    /// <summary>Whether the client asks for the loudspeaker (ONVIF Streaming, 5.3.1).</summary>
    public bool WantsBackChannel => Request.Header("Require")?.Contains("www.onvif.org/ver20/backchannel", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>The address that the client asked for, with a slash at its end: what relative addresses in the SDP hang on.</summary>
    public string BaseUrl => $"{Connection.RootUrl}/{Camera.Name}{(Path.IsSub ? "/sub" : Path.IsReplay ? "/replay" : "")}/";

    /// <summary>What there is at the address: of the card the picture alone, and nothing where there is no card.</summary>
    public IReadOnlyList<CameraTrack> Tracks => !Path.IsReplay ? Camera.Tracks(Path.IsSub)
        : Camera.Device is { Options.CardSeconds: > 0 } ? [Camera.Tracks(sub: false)[0]]
        : [];
}
