namespace Nvr.Onvif.Events;

/// <summary>What a message says about a property (tt:PropertyOperation).</summary>
public enum PropertyOperation
{
    /// <summary>The message is no property: something happened, once.</summary>
    None,

    /// <summary>The state as it is when one begins to listen.</summary>
    Initialized,

    Changed,
    Deleted,
}
