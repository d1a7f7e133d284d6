using System.Runtime.InteropServices;

namespace Nvr.Media.Capture;

/// <summary>What FFmpeg does not tell of a V4L2 device (kernel documentation, userspace-api/media/v4l).</summary>
internal static unsafe partial class VideoDevice
{
    /// <summary>O_RDWR | O_NONBLOCK | O_CLOEXEC.</summary>
    private const int OpenFlags = 0x80802;

    /// <summary>VIDIOC_G_FMT: _IOWR('V', 4, struct v4l2_format), which has 208 bytes.</summary>
    private const uint GetFormat = 0xC0D05604;

    private const int FormatBytes = 208;
    private const uint VideoCapture = 1;
    private const int FieldOffset = 20;

    /// <summary>V4L2_FIELD_INTERLACED, _TB and _BT: both fields of two moments in one picture, as PAL and NTSC come.</summary>
    public static bool IsInterlaced(string path)
    {
        int file = Open(path, OpenFlags, 0);
        if (file < 0)
        {
            return false;
        }
        byte* format = stackalloc byte[FormatBytes];
        new Span<byte>(format, FormatBytes).Clear();
        *(uint*)format = VideoCapture;
        bool known = Control(file, GetFormat, format) == 0;
        _ = Close(file);
        return known && *(uint*)(format + FieldOffset) is 4 or 8 or 9;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int file, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
