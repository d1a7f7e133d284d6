using System.Runtime.InteropServices;
using FFmpeg.AutoGen;
using Nvr.Core;

namespace Nvr.Media;

/// <summary>Turns FFmpeg's negative results into failures with a sentence. Thread-safe.</summary>
internal static unsafe class FFmpegError
{
    /// <summary>The result when it is none; otherwise throws with the sentence and FFmpeg's own words as the cause.</summary>
    public static int Check(int result, ErrorKind kind, string sentence) =>
        result >= 0 ? result : throw new NvrException(kind, $"{sentence} ({Describe(result)})");

    public static string Describe(int error)
    {
        byte* text = stackalloc byte[ffmpeg.AV_ERROR_MAX_STRING_SIZE];
        _ = ffmpeg.av_strerror(error, text, ffmpeg.AV_ERROR_MAX_STRING_SIZE);
        return Marshal.PtrToStringUTF8((nint)text) ?? "";
    }

    /// <summary>Throws Exhausted where an allocation returned nothing.</summary>
    public static void* Allocated(void* pointer) =>
        pointer is not null ? pointer : throw new NvrException(ErrorKind.Exhausted, "There is no memory left for pictures.");
}
