using Nvr.Core.Media;

namespace Nvr.Rtsp.Codecs.Nal;

/// <summary>What differs between H.264 and H.265 once NAL units are whole.</summary>
internal abstract class NalCodec
{
    /// <summary>Null until the parameter sets are known.</summary>
    public abstract TrackFormat? Format { get; }

    public abstract NalInfo Inspect(ReadOnlySpan<byte> nal);

    /// <summary>Takes a parameter set. What comes in band replaces what the session description said.</summary>
    public abstract void Store(ReadOnlySpan<byte> nal, bool isInBand);

    /// <summary>The format for a picture that uses this PPS; the same instance as long as nothing a decoder minds has changed.</summary>
    public abstract TrackFormat? Resolve(int pictureSet);
}
