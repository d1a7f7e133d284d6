namespace Nvr.Rtsp.Talk;

/// <summary>How a camera takes sound: one byte a sample (ITU-T G.711), 8000 a second, mono.</summary>
public enum TalkCoding
{
    PcmMulaw,

    PcmAlaw,
}
