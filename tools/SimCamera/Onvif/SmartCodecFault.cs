namespace SimCamera.Onvif;

/// <summary>How the maker's interface of a device misbehaves.</summary>
public enum SmartCodecFault
{
    None,

    /// <summary>Answers each change with the maker's refusal.</summary>
    Refuses,

    /// <summary>Says that it did, and does nothing.</summary>
    Lies,

    /// <summary>Answers after a minute.</summary>
    Slow,

    /// <summary>Takes changes, and follows them after the next reboot.</summary>
    NeedsReboot,

    /// <summary>Knows other users than ONVIF does.</summary>
    OtherUsers,

    /// <summary>Redirects to another host (192.0.2.1, which is nobody).</summary>
    RedirectsAway,

    /// <summary>Answers with a document type that includes /etc/passwd.</summary>
    HostileXml,
}
