using Nvr.Core.Media;
using Nvr.Rtsp.Codecs.H264;
using Nvr.Rtsp.Codecs.Nal;

namespace Nvr.Rtsp.Codecs;

/// <summary>
/// H.264 that comes picture by picture as Annex B instead of in RTP packets, from a source that is trusted no more than a camera: the same
/// assembler and the same parameter sets judge it. Used by one thread; allocates only when the format changes or a picture is bigger
/// than any before; never throws on what it is given.
/// </summary>
public sealed class H264Pictures : IDisposable
{
    private readonly PictureAssembler _assembler;
    private readonly Output _output = new();
    private uint _count;

    public H264Pictures(int clockRate) => _assembler = new PictureAssembler(new H264Codec(clockRate));

    /// <summary>
    /// Judges one picture and hands it on. False when it was none that can be recorded: not exactly one picture, one that may be shown
    /// before an earlier one, or one whose parameter sets never came. Whether decoding can begin at it is found out here, not believed.
    /// </summary>
    public bool TryPush(ReadOnlySpan<byte> annexB, int track, long dts, long captureUs, IAccessUnitSink sink)
    {
        _output.Begin(track, dts, captureUs, sink);
        _assembler.BeginPacket(++_count, lossBefore: false, captureUs, _output);
        _assembler.AddNal(annexB, _output);
        _assembler.EndPacket(marker: true, _output);
        return _output.IsOnePicture;
    }

    public void Dispose() => _assembler.Dispose();

    private sealed class Output : IUnitOutput
    {
        private IAccessUnitSink? _sink;
        private int _track;
        private long _dts;
        private long _captureUs;
        private int _units;
        private bool _isBad;

        public bool IsOnePicture => _units == 1 && !_isBad;

        public void Begin(int track, long dts, long captureUs, IAccessUnitSink sink)
        {
            (_track, _dts, _captureUs, _sink) = (track, dts, captureUs, sink);
            (_units, _isBad) = (0, false);
        }

        public void OnUnit(in CodedUnit unit)
        {
            _units++;
            _isBad |= unit.MayStepBack || _units > 1;
            if (_isBad)
            {
                return;
            }

            _sink!.OnAccessUnit(new AccessUnit
            {
                Track = _track,
                Format = unit.Format,
                Dts = _dts,
                CaptureUs = _captureUs,
                IsRandomAccess = unit.IsRandomAccess,
                Data = unit.Data,
            });
        }

        public void OnDamaged() => _isBad = true;

        public void OnNoFormat() => _isBad = true;
    }
}
