using Bench.Processes;

namespace Bench.Recorders;

/// <summary>Starts the recorders that nvrd is compared with, each on all cameras, each into its own directory.</summary>
internal static class Peers
{
    private const string FragmentedMp4 = "movflags=+frag_keyframe+empty_moov+default_base_moof";

    /// <summary>One ffmpeg a camera, streams copied into fragmented MP4 of a minute.</summary>
    public static RunningRecorder Ffmpeg(IReadOnlyList<Uri> cameras, string directory) =>
        new("ffmpeg -c copy -f segment", RunningRecorder.Fresh(directory), [.. cameras.Select((url, i) => ChildProcess.Start(
            "ffmpeg", "-nostdin", "-loglevel", "error", "-rtsp_transport", "tcp", "-i", url.ToString(), "-c", "copy",
            "-f", "segment", "-segment_time", "60", "-segment_format", "mp4", "-segment_format_options", FragmentedMp4,
            Path.Combine(directory, $"cam{i}-%05d.mp4")))]);

    /// <summary>All cameras in one process: read everything every 100 ms, write it, understand nothing.</summary>
    public static RunningRecorder Floor(BenchOptions options, IReadOnlyList<Uri> cameras, string directory) =>
        new("floor: gulp and write (Python)", RunningRecorder.Fresh(directory), [ChildProcess.Start(
            "/usr/bin/python3", [Path.Combine(options.Repository, "tools", "Bench", "peers", "gulp.py"), directory, .. cameras.Select(c => c.ToString())])]);

    /// <summary>GStreamer, all cameras in one process.</summary>
    public static RunningRecorder SplitMux(IReadOnlyList<Uri> cameras, string directory) =>
        new("GStreamer splitmuxsink", RunningRecorder.Fresh(directory), [ChildProcess.Start(
            "gst-launch-1.0", ["-q", .. cameras.SelectMany((url, i) => SplitMuxBranch(url, i, directory))])]);

    private static string[] SplitMuxBranch(Uri url, int i, string directory) =>
    [
        .. $"rtspsrc name=s{i} location={url} protocols=tcp".Split(' '),
        .. $"splitmuxsink name=m{i} muxer-factory=mp4mux muxer-properties=p,fragment-duration=1000 max-size-time=60000000000 location={directory}/cam{i}-%05d.mp4".Split(' '),
        .. $"s{i}. ! application/x-rtp,media=video ! rtph264depay ! h264parse ! m{i}.video".Split(' '),
        .. $"s{i}. ! application/x-rtp,media=audio ! rtpmp4gdepay ! aacparse ! m{i}.audio_0".Split(' '),
    ];
}
