using Nvr.Core.Media;
using Nvr.Rtsp.Rtp;

namespace Nvr.Rtsp.Codecs;

/// <summary>
/// Assembles coded units from RTP payloads that come in order. Used by one thread. Never throws on what a camera sends;
/// allocates only when the format changes or a unit is bigger than any before.
/// </summary>
internal abstract class Depacketizer : IDisposable
{
    /// <summary>The format in force; null until the parameters are known.</summary>
    public abstract TrackFormat? Format { get; }

    /// <summary>One packet. <paramref name="lossBefore"/>: packets are missing between this and the one before.</summary>
    public abstract void Push(in RtpPacket packet, bool lossBefore, long arrivalUs, IUnitOutput output);

    public virtual void Dispose()
    {
    }
}
