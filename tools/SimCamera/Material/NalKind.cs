namespace SimCamera.Material;

/// <summary>Names what a NAL unit's header says, for both codings. Pure.</summary>
internal static class NalKind
{
    public static int Type(VideoCodec codec, ReadOnlySpan<byte> nal) => codec == VideoCodec.H264 ? nal[0] & 0x1F : (nal[0] >> 1) & 0x3F;

    public static bool IsPicture(VideoCodec codec, int type) => codec == VideoCodec.H264 ? type is >= 1 and <= 5 : type < 32;

    public static bool IsKey(VideoCodec codec, int type) => codec == VideoCodec.H264 ? type == 5 : type is >= 16 and <= 21;

    public static bool IsVps(VideoCodec codec, int type) => codec == VideoCodec.H265 && type == 32;

    public static bool IsSps(VideoCodec codec, int type) => type == (codec == VideoCodec.H264 ? 7 : 33);

    public static bool IsPps(VideoCodec codec, int type) => type == (codec == VideoCodec.H264 ? 8 : 34);

    public static bool IsSei(VideoCodec codec, int type) => codec == VideoCodec.H264 ? type == 6 : type is 39 or 40;

    public static bool IsParameterSet(VideoCodec codec, int type) =>
        IsVps(codec, type) || IsSps(codec, type) || IsPps(codec, type);
}
