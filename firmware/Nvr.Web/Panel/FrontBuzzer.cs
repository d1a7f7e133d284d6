namespace Nvr.Web.Panel;

/// <summary>What the buzzer does. Immutable.</summary>
/// <param name="IsSounding">True while an alarm is heard, its rests included.</param>
/// <param name="IsMuted">True while there is a failure that somebody has muted.</param>
public sealed record FrontBuzzer(bool IsSounding, bool IsMuted);
