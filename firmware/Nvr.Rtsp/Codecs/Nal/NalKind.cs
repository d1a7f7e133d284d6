namespace Nvr.Rtsp.Codecs.Nal;

/// <summary>What a NAL unit means for cutting a stream into pictures.</summary>
internal enum NalKind
{
    /// <summary>Of no use in a recording: filler, end of sequence, layers that nobody decodes.</summary>
    Unwanted,

    /// <summary>Coded picture data.</summary>
    Slice,

    /// <summary>Belongs before a picture (SEI): after picture data it opens the next picture.</summary>
    Prefix,

    /// <summary>Belongs to the picture before it.</summary>
    Suffix,

    /// <summary>Access unit delimiter; not stored.</summary>
    Delimiter,

    /// <summary>SPS, PPS or VPS; kept in the format and not in the picture.</summary>
    ParameterSet,
}
