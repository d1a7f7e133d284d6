using System.Globalization;
using Nvr.Core.Media;

namespace Nvr.Media.Tests.Stills;

/// <summary>A key frame with red, green, blue and white quarters (from the top left, in reading order), encoded by FFmpeg, with its parameter sets in band.</summary>
internal sealed record CodedStill(TrackFormat Format, byte[] Unit)
{
    public static CodedStill Encode(Codec codec, int width, int height)
    {
        string[] encoder = codec switch
        {
            Codec.H264 => ["-c:v", "libx264", "-bf", "2", "-f", "h264"],
            Codec.H265 => ["-c:v", "libx265", "-x265-params", "log-level=none", "-f", "hevc"],
            _ => ["-c:v", "mjpeg", "-q:v", "2", "-f", "mjpeg"],
        };
        byte[] unit = Tool.Run("ffmpeg",
        [
            "-nostdin", "-v", "error", "-f", "lavfi", "-i", string.Create(CultureInfo.InvariantCulture, $"color=red:size={width}x{height}"),
            "-vf", $"drawbox=x=iw/2:w=iw/2:h=ih/2:color=0x00FF00:t=fill,drawbox=y=ih/2:w=iw/2:h=ih/2:color=blue:t=fill,drawbox=x=iw/2:y=ih/2:w=iw/2:h=ih/2:color=white:t=fill",
            "-frames:v", "1", "-pix_fmt", codec == Codec.Mjpeg ? "yuvj420p" : "yuv420p", .. encoder, "-",
        ]);
        return new CodedStill(new TrackFormat { Codec = codec, ClockRate = 90_000, Width = width, Height = height }, unit);
    }
}
