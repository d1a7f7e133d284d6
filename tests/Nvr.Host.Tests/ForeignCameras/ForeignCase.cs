namespace Nvr.Host.Tests.ForeignCameras;

/// <summary>A foreign camera and what its recording must look like. The audio tag is null where the camera has no sound.</summary>
internal sealed record ForeignCase(string Name, string GstreamerOptions, string VideoTag, string? AudioTag)
{
    public string Scheme { get; init; } = "rtsp";

    public string Credentials { get; init; } = "";

    public static IReadOnlyList<ForeignCase> Gstreamer { get; } =
    [
        new("gst-h264-aac", "--video h264 --audio aac --transport tcp", "avc1", "mp4a"),
        new("gst-h265", "--video h265 --fps 10 --gop 10", "hvc1", null),
        new("gst-pcma", "--video h264 --audio pcma", "avc1", "fLaC"),
        new("gst-pcmu", "--video h264 --audio pcmu", "avc1", "fLaC"),
        new("gst-opus", "--video h264 --audio opus", "avc1", "Opus"),
        new("gst-digest", "--video h264 --auth digest --user admin --password secret", "avc1", null) { Credentials = "admin:secret@" },
        new("gst-basic", "--video h264 --auth basic --user admin --password secret", "avc1", null) { Credentials = "admin:secret@" },
        new("gst-b-frames", "--video h264 --bframes", "avc1", null),
        new("gst-mjpeg", "--video mjpeg --fps 10", "jpeg", null),
        new("gst-udp", "--video h264 --transport udp", "avc1", null),
    ];

    public static ForeignCase Vlc { get; } = new("vlc-udp-basic", "", "avc1", "mp4a");

    public static IReadOnlyList<ForeignCase> All { get; } = [.. Gstreamer, Vlc];

    public int FramesPerSecond => GstreamerOptions.Contains("--fps 10", StringComparison.Ordinal) ? 10 : 25;
}
