namespace Nvr.Rtsp.Session;

/// <summary>What is sent to keep a session alive, in the order in which they are tried.</summary>
public enum KeepAliveMethod
{
    Options,

    /// <summary>Only where the camera lists it under Public.</summary>
    GetParameter,

    /// <summary>Receiver reports alone, for a camera that hangs up on both.</summary>
    None,
}
