using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Events;

/// <summary>One message about one topic (without its <c>tns1:</c>), ready to be sent. Immutable.</summary>
internal sealed record Notification(string Topic, Xml Message);
