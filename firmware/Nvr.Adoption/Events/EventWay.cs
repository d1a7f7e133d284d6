namespace Nvr.Adoption.Events;

/// <summary>How a message came from its camera.</summary>
internal enum EventWay
{
    /// <summary>Pulled from the event service.</summary>
    PullPoint,

    /// <summary>In the metadata stream.</summary>
    Metadata,
}
