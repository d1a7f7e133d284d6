namespace Nvr.Adoption.Diagnosing;

/// <summary>What came of asking a service (ONVIF or RTSP) of a camera.</summary>
public enum ServiceAnswer
{
    /// <summary>Not asked yet.</summary>
    Unknown,

    /// <summary>Nobody answers, or something that is not the service.</summary>
    None,

    /// <summary>It answers; asking for a password is an answer.</summary>
    Answers,
}
