namespace Nvr.Rtsp.Codecs.Nal;

/// <summary>What the first bytes of a NAL unit tell.</summary>
internal readonly record struct NalInfo(NalKind Kind)
{
    /// <summary>The slice is the first of a picture.</summary>
    public bool StartsPicture { get; init; }

    public bool IsRandomAccess { get; init; }

    /// <summary>The picture may be shown before one sent earlier.</summary>
    public bool MayStepBack { get; init; }

    /// <summary>Which PPS the slice uses; -1 where it does not say.</summary>
    public int PictureSet { get; init; } = -1;

    public NalInfo()
        : this(NalKind.Unwanted)
    {
    }
}
