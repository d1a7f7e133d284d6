namespace Nvr.Core;

/// <summary>What went wrong, as far as a caller has to tell cases apart. Mapped to HTTP and exit codes in one place each. Spoken between nvrd and its processes by number: new ones come last.</summary>
public enum ErrorKind
{
    /// <summary>The caller's input is wrong; the message says what and how to mend it.</summary>
    InvalidInput,

    /// <summary>What was named does not exist.</summary>
    NotFound,

    /// <summary>The request contradicts the present state (name taken, directory in use).</summary>
    Conflict,

    /// <summary>Credentials are missing or wrong.</summary>
    Unauthorised,

    /// <summary>The other side refused (not for wrong credentials).</summary>
    Refused,

    /// <summary>The other side did not answer, or hung up.</summary>
    Unreachable,

    /// <summary>The other side answered with something that breaks its protocol.</summary>
    Protocol,

    /// <summary>What the other side offers cannot be recorded or shown.</summary>
    Unsupported,

    /// <summary>No room: disk full, queue full, too many of something.</summary>
    Exhausted,

    /// <summary>A disk or file is unreadable, damaged, missing, read-only.</summary>
    Storage,

    /// <summary>The caller decided by a state that is not the present one any more: somebody else changed it meanwhile.</summary>
    Outdated,
}
