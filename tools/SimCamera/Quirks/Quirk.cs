using SimCamera.Onvif;
using SimCamera.Onvif.Http;
using SimCamera.Rtp;
using SimCamera.Rtsp;
using SimCamera.Streaming;

namespace SimCamera.Quirks;

/// <summary>
/// One way in which a camera misbehaves, as code at named points of its life. An object belongs to one camera; the points may be
/// called from several sessions at once, so what is kept per session lives in the drafts or in a table keyed by session.
/// Every point does nothing unless overridden.
/// </summary>
internal abstract class Quirk
{
    /// <summary>Before material is made: settings of the camera.</summary>
    public virtual void Configure(CameraPlan plan)
    {
    }

    /// <summary>Once, when the server listens; for misbehaviour by the clock. The token ends with the server.</summary>
    public virtual Task RunAsync(SimCameraServer server, SimulatedCamera camera, CancellationToken stop) => Task.CompletedTask;

    /// <summary>A request before authentication; an answer here is the whole answer.</summary>
    public virtual ValueTask<RtspReply?> OnRequestAsync(RtspExchange exchange) => ValueTask.FromResult<RtspReply?>(null);

    /// <summary>An answer before it is written.</summary>
    public virtual void OnReply(RtspExchange exchange, RtspReply reply)
    {
    }

    /// <summary>The parameter sets that the SDP is about to tell.</summary>
    public virtual void OnParameterSets(SdpParameters parameters)
    {
    }

    /// <summary>The finished SDP, lines ended by CR LF.</summary>
    public virtual string OnSdp(RtspExchange exchange, string sdp) => sdp;

    /// <summary>A picture before it is cut into packets.</summary>
    public virtual void OnPicture(VideoDraft draft)
    {
    }

    /// <summary>A packet of sound before it is written.</summary>
    public virtual void OnSound(AudioDraft draft)
    {
    }

    /// <summary>A document of metadata before it is cut into packets.</summary>
    public virtual void OnMetadata(MetadataDraft draft)
    {
    }

    /// <summary>The packets of one picture: those of the batch from <paramref name="first"/> on.</summary>
    public virtual void OnPackets(PacketBatch batch, int first, RtpFlow flow, VideoDraft draft)
    {
    }

    /// <summary>Everything of one batch, just before it leaves.</summary>
    public virtual void OnBatch(PacketBatch batch, RtspSession session)
    {
    }

    /// <summary>The wall time that a sender report is about to tell, in microseconds.</summary>
    public virtual long OnReportTime(long utcUs, long playedUs) => utcUs;

    /// <summary>False silences the media of a session, whose pictures are then lost.</summary>
    public virtual bool LetsPlay(RtspSession session) => true;

    /// <summary>True keeps a TCP session sending although its connection is gone.</summary>
    public virtual bool KeepsOrphan(RtspSession session) => false;

    /// <summary>A connection has named this camera for the first time.</summary>
    public virtual void OnArrival(RtspConnection connection, SimulatedCamera camera)
    {
    }

    /// <summary>A web request to the ONVIF side before anything else; an answer here is the whole answer.</summary>
    public virtual HttpReply? OnHttp(OnvifDevice device, HttpRequest request) => null;

    /// <summary>A SOAP envelope before it is written.</summary>
    public virtual string OnEnvelope(string envelope) => envelope;
}
