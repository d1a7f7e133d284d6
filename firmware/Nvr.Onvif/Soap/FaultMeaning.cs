using Nvr.Core;

namespace Nvr.Onvif.Soap;

/// <summary>What a fault means to the owner of the camera. The codes are those of the Core specification, "Generic faults", and of WS-Security.</summary>
internal static class FaultMeaning
{
    private static readonly string[] SignIn =
    [
        "NotAuthorized", "FailedAuthentication", "InvalidSecurity", "InvalidSecurityToken", "SecurityTokenUnavailable", "FailedCheck",
        "UnsupportedSecurityToken", "MessageExpired",
    ];

    private static readonly string[] Missing =
    [
        "ActionNotSupported", "OptionalActionNotImplemented", "NotSupported", "UnknownAction", "InvalidAction", "MustUnderstand", "NoSuchService",
    ];

    private static readonly string[] Full =
    [
        "OutofMemory", "CapacityViolated", "TooManyUsers", "MaxNVTProfiles", "TooManyPresets", "MaxUsers", "MaxStreams", "StreamConflict",
        "UnableToCreatePullPointFault", "SubscribeCreationFailedFault",
    ];

    /// <summary>The user, not the camera, has to do something.</summary>
    public static bool IsSignIn(SoapFault fault) =>
        SignIn.Any(fault.Has) || fault.Reason.Contains("not authorized", StringComparison.OrdinalIgnoreCase);

    public static NvrException Of(SoapFault fault, string operation) => new(KindOf(fault), SentenceFor(fault, operation), new SoapFaultException(fault));

    private static ErrorKind KindOf(SoapFault fault) => fault switch
    {
        _ when IsSignIn(fault) => ErrorKind.Unauthorised,
        _ when Missing.Any(fault.Has) => ErrorKind.Unsupported,
        _ when Full.Any(fault.Has) => ErrorKind.Exhausted,
        _ when fault.Codes.Any(IsUnknownThing) => ErrorKind.NotFound,
        _ when fault.Has("InvalidArgVal") || fault.Has("InvalidArgs") => ErrorKind.InvalidInput,
        _ => ErrorKind.Refused,
    };

    /// <summary>NoProfile, NoConfig, NoEntity, NoToken, NoRecording and so on all say that a token names nothing.</summary>
    private static bool IsUnknownThing(string code) =>
        code is "ResourceUnknownFault" or "UsernameMissing" || (code.Length > 2 && code.StartsWith("No", StringComparison.Ordinal) && char.IsUpper(code[2]));

    private static string SentenceFor(SoapFault fault, string operation)
    {
        string said = fault.Reason.Length > 0 ? $" It says: {fault.Reason}" : "";
        return KindOf(fault) switch
        {
            ErrorKind.Unauthorised =>
                "The camera rejects the user name or the password, or the user may not do this. Check both, and that it is a user for ONVIF.",
            ErrorKind.Unsupported => $"The camera cannot do this ({operation}).{said}",
            ErrorKind.Exhausted => $"The camera has no room for this ({operation}). Close other viewers and recorders, or restart it.{said}",
            ErrorKind.NotFound => $"The camera no longer knows what the recorder means ({operation}). It will be asked anew.{said}",
            ErrorKind.InvalidInput => $"The camera does not accept this setting ({operation}).{said}",
            _ => $"The camera refuses ({operation}).{said}",
        };
    }
}
