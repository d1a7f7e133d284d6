namespace Nvr.Onvif.Device;

/// <summary>What a camera's user may do (tt:UserLevel).</summary>
public enum UserLevel
{
    Administrator,
    Operator,
    User,
    Anonymous,

    /// <summary>A level of the maker's own.</summary>
    Extended,
}
