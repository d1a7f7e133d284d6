namespace Nvr.Core.Health;

/// <summary>
/// One finding about one part of the box. <paramref name="Part"/> is a stable key such as <c>camera/door</c> or
/// <c>volume/main</c>; the sentence and the next step are for the user and carry no technical cause; <paramref name="Cause"/> does.
/// </summary>
public sealed record HealthItem(string Part, HealthLevel Level, string Sentence, string? NextStep = null, string? Cause = null);
