namespace Nvr.Sandbox.Protocol;

/// <summary>What a sandboxed process can be for.</summary>
public enum WorkerTask
{
    /// <summary>Read a video device, deinterlace, encode as H.264 and send the units.</summary>
    Capture,

    /// <summary>Take formats and units of sound and send AAC back.</summary>
    Aac,

    /// <summary>Take formats and units of video, a track for each camera, and tell what moves in the pictures.</summary>
    Watch,

    /// <summary>Take key frames and send them back as JPEGs, many on a sheet or one by one.</summary>
    Pictures,
}
