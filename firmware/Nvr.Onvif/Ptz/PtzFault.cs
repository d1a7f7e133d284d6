using Nvr.Core;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Ptz;

/// <summary>What a camera's refusal to change its positions means to whoever looks at it. The codes are those of the PTZ service specification, 5.6 and 5.7. Pure.</summary>
internal static class PtzFault
{
    /// <summary>The same failure where no more is known of it.</summary>
    public static NvrException Of(NvrException refusal) => refusal.InnerException is not SoapFaultException { Fault: { } fault } ? refusal : fault switch
    {
        _ when fault.Has("TooManyPresets") || refusal.Kind == ErrorKind.Exhausted => As(ErrorKind.Exhausted, "The camera has no room for another position. Remove one that is not needed, or save over it."),
        _ when fault.Has("PresetExist") => As(ErrorKind.Conflict, "The camera remembers another position by this name. Choose another name."),
        _ when fault.Has("InvalidPresetName") => As(ErrorKind.InvalidInput, "The camera does not take this name. Most take a short one of letters and digits."),
        _ when fault.Has("MovingPTZ") => As(ErrorKind.Conflict, "The camera is still moving. Wait until it stands, then save again."),
        _ when fault.Has("CannotOverwriteHome") => As(ErrorKind.Conflict, "This camera's home is fixed and cannot be set."),
        _ => refusal,
    };

    private static NvrException As(ErrorKind kind, string sentence) => new(kind, sentence);
}
