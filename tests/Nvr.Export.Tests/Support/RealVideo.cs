using System.Buffers.Binary;
using Nvr.Core.Media;
using Nvr.Mp4;

namespace Nvr.Export.Tests.Support;

/// <summary>A minute of H.264 made by x264 once: ten pictures a second, a key frame every two seconds.</summary>
internal sealed class RealVideo
{
    public const int FramesPerSecond = 10;
    public const int Seconds = 60;
    private const int FrameTicks = 90_000 / FramesPerSecond;

    private static readonly Lazy<RealVideo> Made = new(() => new RealVideo());

    private readonly List<(byte[] Data, bool IsKey)> frames = [];

    private RealVideo()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("nvr-export-video-").FullName, "video.264");
        Tool.Run(
            "ffmpeg", "-v", "error", "-f", "lavfi", "-i", $"testsrc2=size=320x180:rate={FramesPerSecond}:duration={Seconds}", "-c:v", "libx264", "-preset", "veryfast",
            "-profile:v", "main", "-bf", "0", "-g", "20", "-keyint_min", "20", "-sc_threshold", "0", "-pix_fmt", "yuv420p", "-x264-params", "aud=1", "-f", "h264", file);
        byte[] sps = [];
        byte[] pps = [];
        foreach (byte[] nal in Split(File.ReadAllBytes(file)))
        {
            switch (nal[0] & 0x1F)
            {
                case 7:
                    sps = nal;
                    break;
                case 8:
                    pps = nal;
                    break;
                case 9:
                    frames.Add(([], false));
                    break;
                default:
                    Add(nal);
                    break;
            }
        }
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        Format = new TrackFormat
        {
            Codec = Codec.H264,
            ClockRate = 90_000,
            Width = 320,
            Height = 180,
            Config = (byte[])[1, sps[1], sps[2], sps[3], 0xFF, 0xE1, 0, (byte)sps.Length, .. sps, 1, 0, (byte)pps.Length, .. pps],
        };
    }

    public static RealVideo Instance => Made.Value;

    public TrackFormat Format { get; }

    /// <summary>That second of the video as a fragment that lies at that second of its segment.</summary>
    public Fragment Second(int ofVideo, int ofSegment)
    {
        using FragmentBuilder builder = new([Format]);
        for (int i = 0; i < FramesPerSecond; i++)
        {
            (byte[] data, bool isKey) = frames[(ofVideo * FramesPerSecond) + i];
            builder.Append(0, (ofSegment * 90_000L) + (i * FrameTicks), 0, isKey, data);
        }
        return builder.Cut((uint)ofSegment + 1, [(ofSegment + 1) * 90_000L]);
    }

    private void Add(byte[] nal)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, nal.Length);
        (byte[] data, bool isKey) = frames[^1];
        frames[^1] = ([.. data, .. length, .. nal], isKey || (nal[0] & 0x1F) == 5);
    }

    private static IEnumerable<byte[]> Split(byte[] stream)
    {
        int start = Next(stream, 0);
        while (start >= 0)
        {
            int next = Next(stream, start);
            yield return [.. stream.AsSpan(start..(next < 0 ? stream.Length : next - 3)).TrimEnd((byte)0)];
            start = next;
        }
    }

    private static int Next(byte[] stream, int from)
    {
        int at = stream.AsSpan(from).IndexOf((ReadOnlySpan<byte>)[0, 0, 1]);
        return at < 0 ? -1 : from + at + 3;
    }
}
