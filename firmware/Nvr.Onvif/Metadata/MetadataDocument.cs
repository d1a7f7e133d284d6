using Nvr.Onvif.Events;

namespace Nvr.Onvif.Metadata;

/// <summary>One document of a metadata stream: pictures analysed, and events.</summary>
public sealed record MetadataDocument(IReadOnlyList<AnalyticsFrame> Frames, IReadOnlyList<OnvifNotification> Notifications);
