using Nvr.Core.Media;
using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Session;

/// <summary>One track that the session receives. Read from any thread; the session owns and disposes what is behind it.</summary>
public sealed class RtspTrack
{
    internal RtspTrack(int index, SdpMedia media, TrackReceiver receiver)
    {
        Index = index;
        Media = media;
        Receiver = receiver;
    }

    /// <summary>Position in <see cref="RtspSession.Tracks"/>, and the track number of its access units.</summary>
    public int Index { get; }

    public SdpMedia Media { get; }

    /// <summary>Null until the camera has told its parameters, in the description or in band.</summary>
    public TrackFormat? Format => Receiver.Format;

    public ReceptionStats Stats => Receiver.Stats;

    internal TrackReceiver Receiver { get; }
}
