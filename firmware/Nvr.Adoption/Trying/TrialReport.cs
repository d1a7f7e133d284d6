namespace Nvr.Adoption.Trying;

/// <summary>How it ended, in words for whoever types. Immutable.</summary>
/// <param name="NextStep">Null where nothing is to be done, or the sentence says it.</param>
/// <param name="MainUrl">Where the picture is, without credentials; null unless there is one.</param>
/// <param name="SubUrl">The small picture; null where there is none, or it was not looked for.</param>
public sealed record TrialReport(TrialOutcome Outcome, string Sentence, string? NextStep = null, Uri? MainUrl = null, Uri? SubUrl = null);
