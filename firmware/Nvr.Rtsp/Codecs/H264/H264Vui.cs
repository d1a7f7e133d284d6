namespace Nvr.Rtsp.Codecs.H264;

/// <summary>Video usability information (ITU-T H.264 Annex E.1): the reorder depth, and where timing and buffering lie.</summary>
internal readonly struct H264Vui
{
    private const int ExtendedSar = 255;

    public H264Vui(ref BitReader reader)
    {
        SkipPicture(ref reader);
        TimingStart = reader.Position;
        SkipTiming(ref reader);
        TimingEnd = reader.Position;
        reader.Skip(1);
        ReorderDepth = reader.Flag() ? ReadReorderDepth(ref reader) : -1;
    }

    public int TimingStart { get; }

    public int TimingEnd { get; }

    /// <summary>-1 where the stream does not say.</summary>
    public int ReorderDepth { get; }

    /// <summary>Aspect ratio, overscan, signal type, chroma location: the same in H.264 and H.265.</summary>
    public static void SkipPicture(ref BitReader reader)
    {
        if (reader.Flag() && reader.Bits(8) == ExtendedSar)
        {
            reader.Skip(32);
        }

        if (reader.Flag())
        {
            reader.Skip(1);
        }

        if (reader.Flag())
        {
            reader.Skip(4);
            reader.Skip(reader.Flag() ? 24 : 0);
        }

        if (reader.Flag())
        {
            reader.Ue();
            reader.Ue();
        }
    }

    private static void SkipTiming(ref BitReader reader)
    {
        reader.Skip(reader.Flag() ? 65 : 0);
        var hasNal = reader.Flag();
        if (hasNal)
        {
            SkipBuffering(ref reader);
        }

        var hasVcl = reader.Flag();
        if (hasVcl)
        {
            SkipBuffering(ref reader);
        }

        reader.Skip(hasNal || hasVcl ? 1 : 0);
    }

    private static void SkipBuffering(ref BitReader reader)
    {
        var count = reader.Ue(31) + 1;
        reader.Skip(8);
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            reader.Ue();
            reader.Ue();
            reader.Skip(1);
        }

        reader.Skip(20);
    }

    private static int ReadReorderDepth(ref BitReader reader)
    {
        reader.Skip(1);
        for (var i = 0; i < 4; i++)
        {
            reader.Ue();
        }

        var depth = reader.Ue(16);
        reader.Ue(16);
        return depth;
    }
}
