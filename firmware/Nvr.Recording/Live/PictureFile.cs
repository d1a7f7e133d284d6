using Nvr.Core;
using Nvr.Mp4;
using Nvr.Storage;

namespace Nvr.Recording.Live;

/// <summary>Makes an MP4 of one picture, which a video element shows without a decoder on the box. Pure; any thread.</summary>
public static class PictureFile
{
    private const int PictureTicks90k = 90_000;

    /// <summary>The file; it shows the picture for a second. Unsupported when MP4 cannot carry the format.</summary>
    public static byte[] Build(KeyFrame frame)
    {
        if (!frame.Format.IsVideo)
        {
            throw new NvrException(ErrorKind.Unsupported, "There is no picture in this stream.");
        }
        using FragmentBuilder builder = new([frame.Format]);
        builder.Append(0, 0, 0, true, frame.Data);
        using Fragment fragment = builder.Cut(1, [PictureTicks90k]);
        return [.. SegmentHeader.Build(null, [frame.Format]), .. fragment.ToArray()];
    }
}
