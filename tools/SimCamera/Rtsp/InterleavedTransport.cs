namespace SimCamera.Rtsp;

/// <summary>A pair of channels of the RTSP connection (RFC 2326, 10.12). Immutable.</summary>
internal sealed record InterleavedTransport(byte RtpChannel, byte RtcpChannel, uint Ssrc) : ITrackTransport
{
    public string Header => $"RTP/AVP/TCP;unicast;interleaved={RtpChannel}-{RtcpChannel};ssrc={Ssrc:X8}";

    public void Dispose()
    {
    }
}
