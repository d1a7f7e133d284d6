using Nvr.Audio;
using Nvr.Core.Media;

namespace Nvr.Recording.Segments;

/// <summary>
/// Brings sound into a form that MP4 and browsers take, and passes it on to the footage and to who listens now. Whatever is wrong with the sound, pictures are not
/// touched by it. Pump thread only.
/// </summary>
internal sealed class AudioIntake(SegmentAssembler assembler, IAccessUnitSink? live = null) : IAccessUnitSink
{
    private AudioConverter? converter;
    private TrackFormat? wire;

    /// <summary>The format as stored; null when the session has had no sound.</summary>
    public TrackFormat? Format { get; private set; }

    public void Add(in AccessUnit unit)
    {
        if (!ReferenceEquals(wire, unit.Format))
        {
            wire = unit.Format;
            converter = AudioConverter.TryCreate(wire);
        }
        if (converter is not null)
        {
            converter.Convert(unit, this);
        }
        else if (unit.Format.Codec is Codec.Aac or Codec.Opus)
        {
            OnAccessUnit(unit);
        }
    }

    public void OnAccessUnit(in AccessUnit unit)
    {
        Format = unit.Format;
        assembler.AddAudio(unit.Format, unit.Dts, unit.CaptureUs, unit.Data);
        live?.OnAccessUnit(unit);
    }

    public void EndSession() => (converter, wire, Format) = (null, null, null);
}
