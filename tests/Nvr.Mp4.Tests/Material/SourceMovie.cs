using System.Collections.Concurrent;
using System.Globalization;
using Nvr.Core.Media;

namespace Nvr.Mp4.Tests.Material;

/// <summary>Material made by ffmpeg once per test run: an MP4 of ffmpeg's own muxer, and its samples as ffprobe locates them.</summary>
internal sealed class SourceMovie
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<SourceMovie>>> Made = new();

    private SourceMovie(string path, IReadOnlyList<TrackFormat> formats, IReadOnlyList<Packet>[] packets)
    {
        Path = path;
        Formats = formats;
        Packets = packets;
    }

    public string Path { get; }

    public IReadOnlyList<TrackFormat> Formats { get; }

    public IReadOnlyList<Packet>[] Packets { get; }

    public static Task<SourceMovie> H264Async() => MakeAsync(
        Codec.H264, "320x240", 6, ["-c:v", "libx264", "-preset", "ultrafast", "-g", "50", "-bf", "0"], null, []);

    public static Task<SourceMovie> H264WithAacAsync() => MakeAsync(
        Codec.H264, "320x240", 6, ["-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-bf", "2", "-sc_threshold", "0"],
        Codec.Aac, ["-c:a", "aac", "-ar", "48000", "-ac", "2"]);

    public static Task<SourceMovie> LargerH264WithAacAsync() => MakeAsync(
        Codec.H264, "640x352", 4, ["-c:v", "libx264", "-preset", "veryfast", "-g", "25", "-bf", "0", "-sc_threshold", "0"],
        Codec.Aac, ["-c:a", "aac", "-ar", "48000", "-ac", "2"]);

    public static Task<SourceMovie> H265WithOpusAsync() => MakeAsync(
        Codec.H265, "320x240", 4, ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:keyint=25:bframes=3"],
        Codec.Opus, ["-c:a", "libopus", "-ac", "1"]);

    public static Task<SourceMovie> LargerH265Async() => MakeAsync(
        Codec.H265, "640x352", 3, ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:keyint=25:bframes=0"],
        null, []);

    public static Task<SourceMovie> MjpegWithFlacAsync() => MakeAsync(
        Codec.Mjpeg, "320x240", 3, ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p"],
        Codec.Flac, ["-c:a", "flac", "-ar", "8000", "-ac", "1", "-strict", "-2"]);

    private static Task<SourceMovie> MakeAsync(
        Codec video, string size, int seconds, string[] videoOptions, Codec? audio, string[] audioOptions)
    {
        string key = $"{video}-{size}-{seconds}-{audio}-{string.Join('-', videoOptions).GetHashCode(StringComparison.Ordinal):x}";
        return Made.GetOrAdd(key, _ => new Lazy<Task<SourceMovie>>(
            () => EncodeAsync(key, video, size, seconds, videoOptions, audio, audioOptions))).Value;
    }

    private static async Task<SourceMovie> EncodeAsync(
        string key, Codec video, string size, int seconds, string[] videoOptions, Codec? audio, string[] audioOptions)
    {
        string path = System.IO.Path.Combine(Scratch.Root, key + ".mp4");
        string[] sound = audio is null
            ? []
            : ["-f", "lavfi", "-i", $"sine=frequency=440:sample_rate=48000:duration={seconds}"];
        await Tool.OutputAsync("ffmpeg", [
            "-v", "error", "-y", "-f", "lavfi", "-i", $"testsrc2=size={size}:rate=25:duration={seconds}", .. sound,
            .. videoOptions, .. audioOptions, "-threads", "1", "-video_track_timescale", "90000", path]);
        byte[] file = await File.ReadAllBytesAsync(path);
        int[] pixels = [.. size.Split('x').Select(int.Parse)];
        var formats = new List<TrackFormat>
        {
            new() { Codec = video, ClockRate = 90000, Width = pixels[0], Height = pixels[1], Config = ConfigFinder.Find(file, video) },
        };
        if (audio is { } codec)
        {
            int rate = codec == Codec.Flac ? 8000 : 48000;
            formats.Add(new TrackFormat
            {
                Codec = codec, ClockRate = rate, SampleRate = rate, Channels = codec == Codec.Aac ? 2 : 1,
                Config = ConfigFinder.Find(file, codec),
            });
        }
        string list = await Tool.OutputAsync(
            "ffprobe", "-v", "error", "-show_entries", "packet=stream_index,pts,dts,size,pos,flags", "-of", "compact=p=0", path);
        return new SourceMovie(path, formats, [.. formats.Select((_, track) => ReadPackets(list, file, track))]);
    }

    private static List<Packet> ReadPackets(string list, byte[] file, int track)
    {
        var packets = new List<Packet>();
        long? first = null;
        foreach (string line in list.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Dictionary<string, string> fields = line.Split('|').Select(f => f.Split('=')).Where(f => f.Length == 2)
                .ToDictionary(f => f[0], f => f[1]);
            if (Number(fields["stream_index"]) != track)
            {
                continue;
            }
            long dts = Number(fields["dts"]);
            first ??= dts;
            int at = (int)Number(fields["pos"]);
            byte[] data = file[at..(at + (int)Number(fields["size"]))];
            packets.Add(new Packet(dts - first.Value, (int)(Number(fields["pts"]) - dts), fields["flags"].Contains('K'), data));
        }
        return packets;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
