using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Session;

/// <summary>A track that can be recorded, with the section it was described in, which SETUP needs.</summary>
internal sealed record ChosenTrack(RtspTrack Track, SdpSection Section);
