using Nvr.Core.Events;

namespace Nvr.Onvif.Metadata;

/// <summary>One object in one analysed picture. <paramref name="Id"/> stays with it from picture to picture.</summary>
public sealed record AnalyticsObject(string Id, ObjectClass Class, string? ClassName, float? Confidence, EventBox? Box, string? PlateText);
