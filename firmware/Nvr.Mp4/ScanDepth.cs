namespace Nvr.Mp4;

/// <summary>How much of a file a scan reads.</summary>
public enum ScanDepth
{
    /// <summary>The header and each fragment's moof: about one read a fragment; the samples are not touched.</summary>
    Headers,

    /// <summary>Everything: checksums of the samples, NAL unit lengths that add up, every sector readable.</summary>
    EveryByte,
}
