using System.Runtime.InteropServices;

namespace Nvr.Media.Capture;

/// <summary>
/// A V4L2 device as its driver describes it, which FFmpeg does not tell (kernel documentation, userspace-api/media/v4l). Holds a descriptor
/// of its own beside FFmpeg's. Opened while devices can be opened; asking is thread-safe and works behind the walls. What a driver does not
/// answer is taken to be well.
/// </summary>
internal sealed unsafe partial class VideoDevice : IDisposable
{
    /// <summary>O_RDWR | O_NONBLOCK | O_CLOEXEC.</summary>
    private const int OpenFlags = 0x80802;

    /// <summary>VIDIOC_G_FMT: _IOWR('V', 4, struct v4l2_format), which has 208 bytes; type at 0, pixel format's field at 20.</summary>
    private const uint GetFormat = 0xC0D05604;

    private const int FormatBytes = 208;
    private const uint VideoCapture = 1;
    private const int FieldOffset = 20;

    /// <summary>VIDIOC_G_INPUT: _IOR('V', 38, int).</summary>
    private const uint GetInput = 0x80045626;

    /// <summary>VIDIOC_ENUMINPUT: _IOWR('V', 26, struct v4l2_input), which has 80 bytes; index at 0, status at 56.</summary>
    private const uint DescribeInput = 0xC050561A;

    private const int InputBytes = 80;
    private const int StatusOffset = 56;

    /// <summary>V4L2_IN_ST_NO_POWER, NO_SIGNAL, NO_H_LOCK and NO_SYNC.</summary>
    private const uint NoPicture = 0x1 | 0x2 | 0x100 | 0x10000;

    /// <summary>VIDIOC_G_STD, _S_STD and _QUERYSTD: _IOR('V', 23, …), _IOW('V', 24, …) and _IOR('V', 63, v4l2_std_id), which has 8 bytes.</summary>
    private const uint GetStandard = 0x80085617;

    private const uint SetStandard = 0x40085618;
    private const uint QueryStandard = 0x8008563F;

    private readonly int file;

    private VideoDevice(int file) => this.file = file;

    /// <summary>V4L2_FIELD_INTERLACED, _TB and _BT: both fields of two moments in one picture, as PAL and NTSC come.</summary>
    public bool IsInterlaced
    {
        get
        {
            byte* format = stackalloc byte[FormatBytes];
            new Span<byte>(format, FormatBytes).Clear();
            *(uint*)format = VideoCapture;
            return Asked(GetFormat, format) && *(uint*)(format + FieldOffset) is 4 or 8 or 9;
        }
    }

    /// <summary>Whether a camera is there at the chosen input, by what the driver says now.</summary>
    public bool HasSignal
    {
        get
        {
            byte* input = stackalloc byte[InputBytes];
            new Span<byte>(input, InputBytes).Clear();
            return !Asked(GetInput, input) || !Asked(DescribeInput, input) || (*(uint*)(input + StatusOffset) & NoPicture) == 0;
        }
    }

    /// <summary>Throws <see cref="Nvr.Core.NvrException"/> in words.</summary>
    public static VideoDevice Open(string path)
    {
        int file = Open(path, OpenFlags, 0);
        return file >= 0 ? new VideoDevice(file) : throw DeviceWords.CannotOpen(path, Marshal.GetLastPInvokeError(), null);
    }

    /// <summary>
    /// Sets the device to the colour standard that it sees, PAL or NTSC: drivers begin with one of the two, whatever the camera is. A device
    /// that sees none, several or cannot tell is left as it is.
    /// </summary>
    public void FollowStandard()
    {
        ulong seen;
        ulong set;
        if (Asked(QueryStandard, &seen) && Asked(GetStandard, &set) && seen != 0 && (seen & set) == 0)
        {
            _ = Asked(SetStandard, &seen);
        }
    }

    public void Dispose() => _ = Close(file);

    private bool Asked(uint request, void* argument) => Control(file, request, argument) == 0;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int file, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
