using FFmpeg.AutoGen;
using Nvr.Core;

namespace Nvr.Media;

/// <summary>FFmpeg's libraries, loaded by their sonames when first asked for. Thread-safe.</summary>
public static class FFmpegLibraries
{
    private static readonly string InstallStep =
        $"Install the packages libavdevice{ffmpeg.LIBAVDEVICE_VERSION_MAJOR} and libavfilter{ffmpeg.LIBAVFILTER_VERSION_MAJOR} on the recorder.";

    /// <summary>
    /// Loads them all. Throws <see cref="NvrException"/> of kind Unsupported when one is missing or of another version than this program was
    /// built for: its structures would lie elsewhere.
    /// </summary>
    public static void Require()
    {
        try
        {
            Require("libavutil", ffmpeg.avutil_version(), ffmpeg.LIBAVUTIL_VERSION_MAJOR);
            Require("libavcodec", ffmpeg.avcodec_version(), ffmpeg.LIBAVCODEC_VERSION_MAJOR);
            Require("libavformat", ffmpeg.avformat_version(), ffmpeg.LIBAVFORMAT_VERSION_MAJOR);
            Require("libavfilter", ffmpeg.avfilter_version(), ffmpeg.LIBAVFILTER_VERSION_MAJOR);
            Require("libavdevice", ffmpeg.avdevice_version(), ffmpeg.LIBAVDEVICE_VERSION_MAJOR);
        }
        catch (DllNotFoundException missing)
        {
            throw new NvrException(ErrorKind.Unsupported, "FFmpeg's libraries, which analog cameras and the conversion of sound need, are not installed.", missing)
            {
                NextStep = InstallStep,
            };
        }
        ffmpeg.avdevice_register_all();
        ffmpeg.av_log_set_level(ffmpeg.AV_LOG_QUIET);
    }

    private static void Require(string library, uint version, int major)
    {
        if (version >> 16 != major)
        {
            throw new NvrException(ErrorKind.Unsupported, $"{library} has version {version >> 16}; this program was built for {major}.") { NextStep = InstallStep };
        }
    }
}
