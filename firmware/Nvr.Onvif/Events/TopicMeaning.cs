using Nvr.Core.Events;

namespace Nvr.Onvif.Events;

/// <summary>What a topic is about. <paramref name="IsPulse"/> says that its messages have no end even if they carry a state.</summary>
internal sealed record TopicMeaning(CameraEventKind Kind, ObjectClass Object = ObjectClass.None, bool IsPulse = false);
